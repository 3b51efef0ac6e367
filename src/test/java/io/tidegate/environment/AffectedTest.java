package io.tidegate.environment;

import static io.tidegate.environment.EnvironmentsForTests.environment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AffectedTest {
    private static final Environment DEV = environment("dev", "modules/**");
    private static final Pins PINS = new Pins(List.of("lock file"), List.of());

    @Test
    void under_a_configuration_that_gives_it_other_files_what_changed_is_not_all_known() {
        Affected known = new Affected(
                DEV,
                List.of("changed"),
                "inputs",
                new Affected.Changed(List.of("modules/a.tf"), true),
                PINS,
                List.of());
        Environment stricter = new Environment(
                DEV.name(),
                DEV.directory(),
                DEV.organization(),
                DEV.workspace(),
                DEV.paths(),
                DEV.ignore(),
                DEV.after(),
                DEV.rules().with(ApprovalRule.of(3)));
        assertThat(known.with(stricter).changed().complete()).isTrue();
        assertThat(known.with(stricter).pins()).isEqualTo(PINS);
        Affected wider = known.with(environment("dev", "modules/**", "shared/**"));
        assertThat(wider.changed().complete()).isFalse();
        assertThat(wider.pins().loose()).isNotEmpty();
        Environment fed = new Environment(
                DEV.name(),
                DEV.directory(),
                DEV.organization(),
                DEV.workspace(),
                DEV.paths(),
                DEV.ignore(),
                new VarFiles(List.of("dev.tfvars"), false),
                DEV.after(),
                DEV.rules());
        assertThat(known.with(fed).changed().complete()).isFalse();
    }

    @Test
    void more_changed_paths_than_are_kept_are_not_all_known() {
        List<String> many = IntStream.rangeClosed(0, Affected.Changed.MOST)
                .mapToObj(i -> "modules/" + i + ".tf")
                .toList();
        assertThat(Affected.Changed.of(many, true).complete()).isFalse();
        assertThat(Affected.Changed.of(many, true).paths()).hasSize(Affected.Changed.MOST);
        assertThat(Affected.Changed.of(many.subList(1, many.size()), true).complete())
                .isTrue();
        assertThat(Affected.Changed.of(List.of(), false).complete()).isFalse();
    }

    @Test
    void selecting_keeps_both_sides_of_a_rename_and_what_holds_the_code() {
        Affected dev = Selecting.select(
                        List.of(DEV),
                        List.of(new ChangedFile("modules/b.tf", "modules/a.tf"), new ChangedFile("README.md", null)),
                        true,
                        EnvironmentsForTests.tree("environments/dev/main.tf", "modules/b.tf"),
                        ModuleGraph.NONE)
                .affected()
                .getFirst();
        assertThat(dev.changed()).isEqualTo(new Affected.Changed(List.of("modules/a.tf", "modules/b.tf"), true));
        assertThat(dev.pins().loose()).isEmpty();
    }
}
