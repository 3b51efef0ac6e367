package io.tidegate.deploy;

import static io.tidegate.deploy.Infrastructure.FOLDER;
import static io.tidegate.deploy.Infrastructure.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.Environment;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.Selection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example with which Tidegate manages the infrastructure that it may itself run in. */
class TidegateFileTest {
    private static final Infrastructure HERE = Infrastructure.here();

    /** One environment of the map in {@code organization/main.tf}. */
    private static final Pattern WORKSPACE =
            Pattern.compile("(?m)^ +(\\w+) += \\{ directory = \"([^\"]+)\",.* plan_json = \"(\\w+)\"");

    private record Made(String directory, boolean full) {}

    @Test
    void the_product_reads_it_and_finds_nothing_wrong() {
        assertThat(HERE.configuration().problems()).isEmpty();
        assertThat(HERE.configuration().warnings()).isEmpty();
        assertThat(HERE.configuration().environments())
                .extracting(environment -> environment.name().text())
                .containsExactly("dev", "stage", "prod");
    }

    @ParameterizedTest
    @CsvSource({
        "modules/vpc/main.tf, dev stage prod",
        "modules/vpc/variables.tf, dev stage prod",
        "modules/doks/main.tf, dev stage prod",
        "modules/database/outputs.tf, dev stage prod",
        "environments/dev/main.tf, dev",
        "environments/stage/outputs.tf, stage",
        "environments/prod/versions.tf, prod",
        "environments/prod/.terraform.lock.hcl, prod",
    })
    void a_change_selects_the_environments_whose_configuration_it_is(String file, String environments) {
        Selection selection = HERE.changed(file);
        assertThat(names(selection)).containsExactly(environments.split(" "));
        assertThat(selection.unmapped()).isEmpty();
    }

    @Test
    void a_module_is_reached_by_its_literal_source_and_the_reason_says_the_way() {
        assertThat(HERE.changed("modules/doks/main.tf").affected())
                .allSatisfy(affected -> assertThat(affected.reasons())
                        .singleElement()
                        .asString()
                        .contains(
                                "modules/doks",
                                "environments/" + affected.environment().name()));
    }

    @ParameterizedTest
    @CsvSource({"organization/main.tf", "modules/workspaces/main.tf"})
    void the_organisations_own_configuration_is_planned_by_nobody_and_said_to_be(String file) {
        Selection selection = HERE.changed(file);
        assertThat(selection.affected()).isEmpty();
        assertThat(selection.unmapped()).containsExactly(FOLDER.resolve(file).toString());
    }

    @ParameterizedTest
    @CsvSource({"modules/doks/tests/doks.tftest.hcl", "environments/prod/README.md"})
    void tests_and_prose_change_no_plan(String file) {
        assertThat(HERE.changed(file).affected()).isEmpty();
    }

    @Test
    void every_workspace_is_made_for_its_environments_directory_and_kind_of_plan() {
        Map<String, Made> made = new TreeMap<>();
        WORKSPACE
                .matcher(Infrastructure.text(FOLDER.resolve("organization/main.tf")))
                .results()
                .forEach((MatchResult one) -> made.put(
                        one.group(1), new Made(one.group(2), one.group(3).equals("full"))));
        Map<String, Made> asked = new TreeMap<>();
        for (Environment environment : HERE.configuration().environments()) {
            asked.put(
                    environment.name().text(),
                    new Made(environment.directory(), environment.rules().planJson() == PlanJson.FULL));
        }
        assertThat(made).isEqualTo(asked);
    }

    @Test
    void production_asks_for_more_than_the_others() {
        assertThat(HERE.environment("prod").after())
                .containsExactly(HERE.environment("stage").name());
        assertThat(HERE.environment("prod").rules().confirmDestroy()).isTrue();
        assertThat(List.of("dev", "stage", "prod"))
                .extracting(name -> HERE.environment(name).rules().approvals().count())
                .containsExactly(0, 1, 2);
    }
}
