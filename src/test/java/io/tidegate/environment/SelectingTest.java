package io.tidegate.environment;

import static io.tidegate.environment.EnvironmentsForTests.environment;
import static io.tidegate.environment.EnvironmentsForTests.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectingTest {
    private static final Environment DEV = environment("dev", "modules/**");
    private static final Environment STAGE = environment("stage", "modules/vpc/*.tf", "shared.hcl");
    private static final Environment PROD = environment("prod");
    private static final List<Environment> ALL = List.of(DEV, STAGE, PROD);
    private static final SortedMap<String, String> TREE = tree(
            "README.md",
            "environments/dev/main.tf",
            "environments/stage/main.tf",
            "environments/prod/main.tf",
            "modules/doks/main.tf",
            "modules/vpc/main.tf",
            "shared.hcl");

    private static List<ChangedFile> changed(String... paths) {
        return Stream.of(paths).map(path -> new ChangedFile(path, null)).toList();
    }

    private static List<String> named(Selection selection) {
        return selection.affected().stream()
                .map(affected -> affected.environment().name() + ": " + String.join("; ", affected.reasons()))
                .toList();
    }

    @Test
    void a_change_in_its_directory_or_under_its_paths_selects_an_environment_and_says_so() {
        assertThat(named(Selecting.select(
                        ALL,
                        changed("modules/vpc/main.tf", "environments/dev/main.tf", "README.md"),
                        true,
                        TREE,
                        ModuleGraph.NONE)))
                .containsExactly(
                        "dev: environments/dev/main.tf changed; modules/vpc/main.tf matches modules/**",
                        "stage: modules/vpc/main.tf matches modules/vpc/*.tf");
    }

    @Test
    void a_directory_whose_name_only_begins_alike_is_another_one() {
        assertThat(named(Selecting.select(
                        ALL,
                        changed("environments/prod2/x.txt", "environments/prod.txt"),
                        true,
                        TREE,
                        ModuleGraph.NONE)))
                .isEmpty();
    }

    @Test
    void both_sides_of_a_rename_select() {
        ChangedFile moved = new ChangedFile("environments/prod/vpc.tf", "environments/stage/vpc.tf");
        assertThat(named(Selecting.select(ALL, List.of(moved), true, TREE, ModuleGraph.NONE)))
                .containsExactly("stage: environments/stage/vpc.tf changed", "prod: environments/prod/vpc.tf changed");
        assertThat(Selecting.touches(STAGE, ModuleGraph.NONE, List.of(moved))).isTrue();
        assertThat(Selecting.touches(PROD, ModuleGraph.NONE, List.of(moved))).isTrue();
        assertThat(Selecting.touches(DEV, ModuleGraph.NONE, List.of(moved))).isFalse();
    }

    @Test
    void an_incomplete_list_of_files_affects_everything_and_says_so() {
        assertThat(named(Selecting.select(ALL, changed("environments/dev/main.tf"), false, TREE, ModuleGraph.NONE)))
                .containsExactly(
                        "dev: GitHub did not list every changed file, so every environment counts as changed;"
                                + " environments/dev/main.tf changed",
                        "stage: GitHub did not list every changed file, so every environment counts as changed",
                        "prod: GitHub did not list every changed file, so every environment counts as changed");
    }

    @Test
    void an_environment_that_the_tree_does_not_have_is_not_selected_and_its_files_are_unmapped() {
        SortedMap<String, String> without = new TreeMap<>(TREE);
        without.remove("environments/prod/main.tf");
        Selection selection =
                Selecting.select(ALL, changed("environments/prod/main.tf"), false, without, ModuleGraph.NONE);
        assertThat(selection.affected())
                .extracting(a -> a.environment().name().text())
                .containsExactly("dev", "stage");
        assertThat(selection.unmapped()).containsExactly("environments/prod/main.tf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/x.tf",
                "x.tf",
                "a/x.tf.json",
                "x.tfvars",
                "x.auto.tfvars.json",
                "a.tofu",
                ".terraform.lock.hcl",
                "a/.terraform.lock.hcl"
            })
    void a_terraform_file_that_no_environment_takes_is_unmapped(String path) {
        Selection selection = Selecting.select(ALL, changed(path), true, TREE, ModuleGraph.NONE);
        assertThat(selection.affected()).isEmpty();
        assertThat(selection.unmapped()).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/x.md", "tf", "x.tf.md", "terraform.lock.hcl", "a.hcl", "environments/dev/x.tf", "modules/x.tf"
            })
    void other_files_and_those_of_an_environment_are_not_unmapped(String path) {
        assertThat(Selecting.select(ALL, changed(path), true, TREE, ModuleGraph.NONE)
                        .unmapped())
                .isEmpty();
    }

    @Test
    void the_old_side_of_a_rename_can_be_unmapped_too() {
        assertThat(Selecting.select(
                                ALL,
                                List.of(new ChangedFile("environments/dev/a.tf", "old/a.tf")),
                                true,
                                TREE,
                                ModuleGraph.NONE)
                        .unmapped())
                .containsExactly("old/a.tf");
    }

    @Test
    void thousands_of_files_give_twenty_reasons_and_a_number() {
        List<ChangedFile> many = IntStream.range(0, 3_000)
                .mapToObj(i -> new ChangedFile("environments/dev/%04d.tf".formatted(i), null))
                .toList();
        List<String> reasons = Selecting.select(ALL, many, true, TREE, ModuleGraph.NONE)
                .affected()
                .getFirst()
                .reasons();
        assertThat(reasons)
                .hasSize(21)
                .startsWith("environments/dev/0000.tf changed")
                .endsWith("and 2980 more files");
    }

    @Test
    void the_order_of_the_changed_files_changes_nothing() {
        List<String> paths = List.of(
                "environments/dev/a.tf",
                "environments/dev/b.tf",
                "modules/vpc/x.tf",
                "modules/doks/y.tf",
                "lost.tf",
                "shared.hcl",
                "README.md",
                "environments/prod/z.tf");
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<ChangedFile> files = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                String from = random.nextBoolean() ? null : paths.get(random.nextInt(paths.size()));
                files.add(new ChangedFile(paths.get(random.nextInt(paths.size())), from));
            }
            Selection one = Selecting.select(ALL, files, true, TREE, ModuleGraph.NONE);
            Collections.shuffle(files, random);
            assertThat(Selecting.select(ALL, files, true, TREE, ModuleGraph.NONE))
                    .as("seed %d", seed)
                    .isEqualTo(one);
            for (Environment environment : ALL) {
                assertThat(one.affected().stream().anyMatch(a -> a.environment().equals(environment)))
                        .as("seed %d, %s", seed, environment.name())
                        .isEqualTo(Selecting.touches(environment, ModuleGraph.NONE, files));
            }
        }
    }

    @Test
    void the_inputs_digest_follows_the_environments_own_files_and_no_others() {
        String before = Inputs.of(STAGE, TREE, ModuleGraph.NONE);
        assertThat(before).matches("[0-9a-f]{64}");
        assertThat(Inputs.of(STAGE, with("README.md", "other"), ModuleGraph.NONE))
                .isEqualTo(before);
        assertThat(Inputs.of(STAGE, with("modules/doks/main.tf", "other"), ModuleGraph.NONE))
                .isEqualTo(before);
        assertThat(Inputs.of(STAGE, with("environments/stage/main.tf", "other"), ModuleGraph.NONE))
                .isNotEqualTo(before);
        assertThat(Inputs.of(STAGE, with("modules/vpc/new.tf", "other"), ModuleGraph.NONE))
                .isNotEqualTo(before);
        assertThat(Inputs.of(STAGE, with("shared.hcl", "other"), ModuleGraph.NONE))
                .isNotEqualTo(before);
        assertThat(Selecting.select(ALL, changed("shared.hcl"), true, TREE, ModuleGraph.NONE)
                        .affected()
                        .getFirst()
                        .inputs())
                .isEqualTo(before);
    }

    @Test
    void the_inputs_digest_does_not_depend_on_the_maps_order_or_on_where_a_path_ends() {
        SortedMap<String, String> reversed = new TreeMap<>(Comparator.reverseOrder());
        reversed.putAll(TREE);
        assertThat(Inputs.of(DEV, reversed, ModuleGraph.NONE)).isEqualTo(Inputs.of(DEV, TREE, ModuleGraph.NONE));
        SortedMap<String, String> one = new TreeMap<>();
        one.put("environments/dev/ab", "c");
        SortedMap<String, String> other = new TreeMap<>();
        other.put("environments/dev/a", "bc");
        assertThat(Inputs.of(DEV, one, ModuleGraph.NONE)).isNotEqualTo(Inputs.of(DEV, other, ModuleGraph.NONE));
    }

    private static SortedMap<String, String> with(String path, String blob) {
        SortedMap<String, String> tree = new TreeMap<>(TREE);
        tree.put(path, blob);
        return tree;
    }
}
