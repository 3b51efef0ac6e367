package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that are allowed and will not do what they seem to. */
class OrdersTest {
    private static final List<String> TREE =
            List.of("environments/dev/main.tf", "environments/stage/main.tf", "environments/prod/main.tf");

    private static List<String> warnings(String file) {
        Configuration configuration = SomeRepository.read("version: 1\n" + file, TREE);
        assertThat(configuration.problems()).isEmpty();
        return configuration.warnings().stream().map(Problem::text).toList();
    }

    @Test
    void what_is_applied_before_the_merge_and_then_by_it_is_sound() {
        assertThat(warnings("""
                environments:
                  stage: { after: [dev], apply: on-merge }
                  prod: { after: [stage], apply: on-merge }
                """)).isEmpty();
        assertThat(warnings("""
                environments:
                  dev: { apply: on-merge }
                  prod: { after: [dev] }
                """)).isEmpty();
    }

    @Test
    void after_one_that_is_never_applied_only_what_finds_it_unchanged_can_be() {
        assertThat(warnings("""
                environments:
                  dev: { apply: never }
                  stage: { after: [dev], apply: never }
                  prod: { after: [dev, stage] }
                """))
                .containsExactly(
                        ".github/tidegate.yml:5:19: `prod` comes after `dev`, which is never applied: it can be applied"
                                + " only where `dev` changes nothing; remove it from `after`, or let it be applied",
                        ".github/tidegate.yml:5:24: `prod` comes after `stage`, which is never applied: it can be"
                                + " applied only where `stage` changes nothing; remove it from `after`, or let it be applied");
    }

    @Test
    void merge_when_applied_cannot_wait_for_what_only_comes_after_the_merge() {
        assertThat(warnings("""
                merge-when: applied
                environments:
                  dev: { apply: on-merge }
                  stage: { after: [dev] }
                  prod: { after: [stage] }
                """))
                .hasSize(2)
                .first()
                .asString()
                .startsWith(".github/tidegate.yml:5:20: `stage` is applied by command and comes after `dev`, which is"
                        + " applied only after the merge")
                .endsWith("it is left to `/apply stage` on the merged pull request");
    }

    @Test
    void a_train_that_stops_for_a_person_after_the_merge_is_named_at_the_stop() {
        assertThat(warnings("""
                apply: on-merge
                environments:
                  stage: { after: [dev], apply: on-command }
                  prod: { after: [stage] }
                """))
                .singleElement()
                .asString()
                .startsWith(".github/tidegate.yml:5:19: `prod` is applied by the merge and comes after `stage`")
                .contains("after the merge it waits for `/apply stage`");
        assertThat(warnings("""
                merge-when: planned
                environments:
                  prod: { after: [dev], apply: on-merge }
                """)).singleElement().asString().endsWith("or `merge-when: applied`");
    }
}
