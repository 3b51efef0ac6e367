package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories as people lay them out, and which environments a change of them selects; most in {@code golden/layouts.txt}. */
class RealLayoutsTest {
    @TestFactory
    Stream<DynamicTest> a_change_selects_whom_it_concerns_and_says_why() throws IOException {
        List<String> layouts = Arrays.stream(table().split("(?m)^=== "))
                .filter(text -> !text.startsWith("#"))
                .toList();
        assertThat(layouts).hasSizeGreaterThan(12);
        return layouts.stream().flatMap(RealLayoutsTest::changes);
    }

    private static Stream<DynamicTest> changes(String layout) {
        String[] blocks = layout.split("(?m)^--- ");
        String name = blocks[0].lines().findFirst().orElseThrow();
        List<String> files = blocks[0].lines().skip(1).toList();
        String file = Arrays.stream(blocks)
                .filter(block -> block.startsWith("file\n"))
                .map(block -> block.substring("file\n".length()))
                .findFirst()
                .orElse("");
        SomeRepository repository = SomeRepository.of(file, files);
        return Arrays.stream(blocks)
                .filter(block -> block.startsWith("change "))
                .map(block -> {
                    List<String> lines = block.lines().toList();
                    String[] changed =
                            lines.getFirst().substring("change ".length()).split(", ");
                    return DynamicTest.dynamicTest(
                            name + ": " + String.join(", ", changed),
                            () -> assertThat(repository.selected(changed))
                                    .containsExactlyElementsOf(lines.subList(1, lines.size())));
                });
    }

    private static String table() throws IOException {
        try (InputStream in = RealLayoutsTest.class.getResourceAsStream("/golden/layouts.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
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
    void a_directory_or_a_variable_file_for_each_environment_under_the_usual_roots_needs_no_file(String root) {
        SomeRepository directories = SomeRepository.of(
                "",
                List.of(
                        root + "/dev/main.tf",
                        root + "/stage/main.tf",
                        root + "/prod/main.tf",
                        root + "/prod/terraform.tfvars"));
        assertThat(directories.selected(root + "/prod/terraform.tfvars", "README.md"))
                .startsWith("prod: " + root + "/prod/terraform.tfvars changed")
                .hasSize(3);
        String around = root.contains("/") ? root.substring(0, root.lastIndexOf('/') + 1) : "";
        SomeRepository flat = SomeRepository.of(
                "", List.of(around + "main.tf", root + "/dev.tfvars", root + "/prod.tfvars", root + "/stage.tfvars"));
        assertThat(flat.selected(root + "/prod.tfvars"))
                .startsWith("prod: " + root + "/prod.tfvars changed")
                .hasSize(3);
        assertThat(flat.selected(around + "main.tf"))
                .containsExactly(
                        "dev: " + around + "main.tf changed",
                        "prod: " + around + "main.tf changed",
                        "stage: " + around + "main.tf changed");
    }

    @Test
    void a_monorepo_of_400_environments_by_a_pattern_selects_the_ones_that_call_the_module() {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            files.add("live/s%d/c%d/main.tf => ../../../modules/m%d".formatted(i % 4, i / 4, i % 40));
        }
        IntStream.range(0, 40).forEach(i -> files.add("modules/m" + i + "/main.tf"));
        SomeRepository repository = SomeRepository.of("""
                version: 1
                environments:
                  "{stage}-{component}":
                    directory: "live/{stage}/{component}"
                    workspace: "{component}-{stage}"
                """, files);
        assertThat(repository.configuration().environments()).hasSize(400);
        assertThat(repository.selected("modules/m7/main.tf", "services/api/main.go"))
                .filteredOn(line -> !line.startsWith("not "))
                .hasSize(10)
                .allMatch(line -> line.contains("modules/m7/main.tf changed (live/s3/c"));
    }

    @Test
    void more_files_than_github_lists_in_a_pull_request_are_judged_one_by_one() {
        SomeRepository repository =
                SomeRepository.of("", List.of("environments/dev/main.tf", "environments/prod/main.tf"));
        String[] changed = IntStream.range(0, 5_000)
                .mapToObj(i -> i == 4_999 ? "environments/prod/main.tf" : "services/api/file" + i + ".go")
                .toArray(String[]::new);
        assertThat(repository.selected(changed))
                .containsExactly(
                        "prod: environments/prod/main.tf changed", "not dev: no changed file is in environments/dev");
    }
}
