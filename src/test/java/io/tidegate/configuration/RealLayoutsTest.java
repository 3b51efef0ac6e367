package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Selection;
import io.tidegate.environment.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories as people lay them out, and which environments a change of them selects. */
class RealLayoutsTest {
    private static String module(String source) {
        return "module \"m\" {\n  source = \"" + source + "\"\n}\n";
    }

    /** @return a line for each selected environment, then a line for each unmapped file */
    private static List<String> selected(String file, Map<String, String> repository, String... changed) {
        Configuration configuration = new YamlConfigurationReader(Optional.of("acme"))
                .read(
                        new Repository(7, "acme", "infra", 1),
                        Visibility.PRIVATE,
                        "c",
                        file.isEmpty() ? null : file,
                        repository.keySet());
        assertThat(configuration.problems()).isEmpty();
        SortedMap<String, String> tree = new TreeMap<>(repository);
        Map<String, ModuleGraph.Sources> sources = new TreeMap<>();
        TerraformModuleSources reader = new TerraformModuleSources();
        repository.forEach((path, text) -> {
            if (ModuleGraph.isRead(path)) {
                sources.put(path, reader.read(path, text));
            }
        });
        Selection selection = Selecting.select(
                configuration.environments(),
                Arrays.stream(changed).map(path -> new ChangedFile(path, null)).toList(),
                true,
                tree,
                ModuleGraph.of(sources));
        return Stream.concat(
                        selection.affected().stream()
                                .map(one -> one.environment().name() + ": " + String.join("; ", one.reasons())),
                        selection.unmapped().stream().map(path -> "unmapped: " + path))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments",
                "envs",
                "env",
                "terraform/environments",
                "infra/envs",
                "infra/terraform/env",
            })
    void a_directory_for_each_environment_under_the_usual_roots_needs_no_file(String root) {
        Map<String, String> repository = Map.of(
                root + "/dev/main.tf", "",
                root + "/stage/main.tf", "",
                root + "/prod/main.tf", "",
                root + "/prod/terraform.tfvars", "");
        assertThat(selected("", repository, root + "/prod/terraform.tfvars", "README.md"))
                .containsExactly("prod: " + root + "/prod/terraform.tfvars changed");
    }

    @Test
    void shared_modules_three_deep_select_who_calls_them() {
        Map<String, String> repository = Map.of(
                "environments/dev/main.tf", module("../../modules/platform"),
                "environments/prod/main.tf", module("../../modules/platform"),
                "environments/dns/main.tf", "",
                "modules/platform/main.tf", module("../cluster"),
                "modules/cluster/main.tf", module("../network"),
                "modules/network/main.tf", "",
                "modules/network/files/cloud-init.yaml", "");
        String way = " → modules/platform → modules/cluster → modules/network)";
        assertThat(selected("", repository, "modules/network/files/cloud-init.yaml"))
                .containsExactly(
                        "dev: modules/network/files/cloud-init.yaml changed (environments/dev" + way,
                        "prod: modules/network/files/cloud-init.yaml changed (environments/prod" + way);
    }

    @Test
    void components_by_environments_are_listed_and_share_modules() {
        Map<String, String> repository = Map.of(
                "live/dev/network/main.tf", module("../../../modules/network"),
                "live/dev/cluster/main.tf", module("../../../modules/cluster"),
                "live/prod/network/main.tf", module("../../../modules/network"),
                "modules/network/main.tf", "",
                "modules/cluster/main.tf", "");
        String file = """
                version: 1
                environments:
                  dev-network: { directory: live/dev/network }
                  dev-cluster: { directory: live/dev/cluster, after: [dev-network] }
                  prod-network: { directory: live/prod/network, after: [dev-network] }
                """;
        assertThat(selected(file, repository, "modules/network/main.tf"))
                .containsExactly(
                        "dev-network: modules/network/main.tf changed (live/dev/network → modules/network)",
                        "prod-network: modules/network/main.tf changed (live/prod/network → modules/network)");
        assertThat(selected(file, repository, "live/prod/cluster/main.tf"))
                .containsExactly("unmapped: live/prod/cluster/main.tf");
    }

    @Test
    void several_workspaces_on_one_directory_are_all_selected() {
        String file = """
                version: 1
                environments:
                  europe: { directory: stack, workspace: infra-europe }
                  america: { directory: stack, workspace: infra-america }
                """;
        assertThat(selected(file, Map.of("stack/main.tf", ""), "stack/main.tf"))
                .containsExactly("europe: stack/main.tf changed", "america: stack/main.tf changed");
    }

    @Test
    void a_monorepo_of_400_environments_selects_the_ones_that_call_the_module() {
        Map<String, String> repository = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            repository.put("environments/e" + i + "/main.tf", module("../../modules/m" + i % 40));
        }
        for (int i = 0; i < 40; i++) {
            repository.put("modules/m" + i + "/main.tf", "");
        }
        assertThat(selected("", repository, "modules/m7/main.tf", "services/api/main.go"))
                .hasSize(10)
                .allMatch(line -> line.contains("modules/m7/main.tf changed (environments/e"));
    }

    @Test
    void names_can_be_in_any_script_and_look_like_options() {
        Map<String, String> repository = Map.of(
                "environments/dev/-rf.tf", "",
                "environments/dev/мережа.tf", "",
                "environments/dev/ネット/x.txt", "");
        assertThat(selected(
                        "",
                        repository,
                        "environments/dev/-rf.tf",
                        "environments/dev/мережа.tf",
                        "environments/dеv/a.tf"))
                .containsExactly(
                        "dev: environments/dev/-rf.tf changed; environments/dev/мережа.tf changed",
                        "unmapped: environments/dеv/a.tf");
    }
}
