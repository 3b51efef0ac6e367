package io.tidegate.environment;

import static io.tidegate.environment.EnvironmentsForTests.environment;
import static io.tidegate.environment.EnvironmentsForTests.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ModuleGraph.Sources;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ModuleGraphTest {
    private static Sources calls(String... sources) {
        return new Sources(List.of(sources), true);
    }

    private static final Map<String, Sources> THREE_DEEP = Map.of(
            "environments/dev/main.tf", calls("../../modules/cluster"),
            "environments/prod/main.tf", calls("../../modules/dns"),
            "modules/cluster/main.tf", calls("../network"),
            "modules/network/main.tf", calls("./rules"),
            "modules/network/rules/main.tf", calls("../../cluster"),
            "modules/dns/main.tf", calls());

    private static List<String> affected(ModuleGraph graph, String... changed) {
        SortedMap<String, String> tree = tree(THREE_DEEP.keySet().toArray(String[]::new));
        List<ChangedFile> files = List.of(changed).stream()
                .map(path -> new ChangedFile(path, null))
                .toList();
        return Selecting.select(List.of(environment("dev"), environment("prod")), files, true, tree, graph)
                .affected()
                .stream()
                .map(one -> one.environment().name() + ": " + String.join("; ", one.reasons()))
                .toList();
    }

    @Test
    void modules_are_followed_as_deep_as_they_go_and_cycles_end() {
        assertThat(ModuleGraph.of(THREE_DEEP).reach("environments/dev").modules())
                .containsOnlyKeys("modules/cluster", "modules/network", "modules/network/rules");
    }

    @Test
    void a_change_in_a_module_selects_whoever_calls_it_and_says_the_way() {
        ModuleGraph graph = ModuleGraph.of(THREE_DEEP);
        assertThat(affected(graph, "modules/network/rules/main.tf"))
                .containsExactly("dev: modules/network/rules/main.tf changed"
                        + " (environments/dev → modules/cluster → modules/network → modules/network/rules)");
        assertThat(affected(graph, "modules/dns/main.tf"))
                .containsExactly("prod: modules/dns/main.tf changed (environments/prod → modules/dns)");
    }

    @Test
    void templates_and_files_beside_a_module_count_like_the_module() {
        assertThat(affected(ModuleGraph.of(THREE_DEEP), "modules/cluster/templates/user-data.tftpl"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("dev: ");
    }

    @Test
    void a_module_that_nobody_calls_belongs_to_no_environment() {
        Selection selection = Selecting.select(
                List.of(environment("dev")),
                List.of(new ChangedFile("modules/old/main.tf", null)),
                true,
                tree("environments/dev/main.tf", "modules/old/main.tf"),
                ModuleGraph.of(THREE_DEEP));
        assertThat(selection.affected()).isEmpty();
        assertThat(selection.unmapped()).containsExactly("modules/old/main.tf");
    }

    @Test
    void where_modules_cannot_be_told_any_terraform_file_counts() {
        for (Sources unknown : List.of(Sources.UNKNOWN, calls("../../../outside"), calls("../../modules/gone"))) {
            ModuleGraph graph = ModuleGraph.of(Map.of("environments/dev/main.tf", unknown));
            assertThat(affected(graph, "anything/x.tf"))
                    .containsExactly("dev: anything/x.tf changed, and it cannot be told which modules"
                            + " environments/dev/main.tf calls");
            assertThat(affected(graph, "README.md")).isEmpty();
        }
    }

    @Test
    void what_a_module_holds_is_part_of_an_environments_inputs() {
        ModuleGraph graph = ModuleGraph.of(THREE_DEEP);
        SortedMap<String, String> before = tree(THREE_DEEP.keySet().toArray(String[]::new));
        SortedMap<String, String> after = tree(THREE_DEEP.keySet().toArray(String[]::new));
        after.put("modules/network/main.tf", "another blob");
        Environment dev = environment("dev");
        Environment prod = environment("prod");
        assertThat(Inputs.of(dev, after, graph)).isNotEqualTo(Inputs.of(dev, before, graph));
        assertThat(Inputs.of(prod, after, graph)).isEqualTo(Inputs.of(prod, before, graph));
    }

    @Test
    void ignored_paths_never_select() {
        Environment dev = new Environment(
                new EnvironmentName("dev"),
                "environments/dev",
                "acme",
                "infra-dev",
                List.of(),
                List.of("**/*.md"),
                List.of(),
                Rules.USUAL);
        assertThat(Selecting.touches(dev, ModuleGraph.NONE, List.of(new ChangedFile("environments/dev/a.md", null))))
                .isFalse();
        assertThat(Selecting.touches(dev, ModuleGraph.NONE, List.of(new ChangedFile("environments/dev/a.tf", null))))
                .isTrue();
    }

    @Test
    void whoever_is_not_affected_is_told_why() {
        Environment dev = new Environment(
                new EnvironmentName("dev"),
                "environments/dev",
                "acme",
                "infra-dev",
                List.of("shared/**"),
                List.of("**/*.md"),
                List.of(),
                Rules.USUAL);
        Selection selection = Selecting.select(
                List.of(dev, environment("prod"), environment("gone")),
                List.of(new ChangedFile("environments/dev/a.md", null)),
                true,
                tree(THREE_DEEP.keySet().toArray(String[]::new)),
                ModuleGraph.of(THREE_DEEP));
        assertThat(selection.unaffected())
                .extracting(one -> one.environment() + ": " + one.reason())
                .containsExactly(
                        "dev: no changed file is in environments/dev or in what it calls (modules/cluster, modules/network,"
                                + " modules/network/rules), or matches its paths; 1 that is there matches its ignore",
                        "prod: no changed file is in environments/prod or in what it calls (modules/dns)",
                        "gone: its directory environments/gone does not exist");
    }
}
