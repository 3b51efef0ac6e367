package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.IgnoreRules;
import io.tidegate.environment.Links;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileConfigurationTest {
    private static Configuration read(String text, List<String> tree) {
        return new YamlConfigurationReader(Optional.of("acme"))
                .read(new Repository(7, "acme", "infra", 1), Visibility.PRIVATE, "c", text, tree);
    }

    static Stream<String> bombs() {
        String chain = IntStream.range(0, 3_000)
                .mapToObj(i -> "  e%d: { after: [e%d] }\n".formatted(i, i + 1))
                .reduce("version: 1\nenvironments:\n", String::concat);
        String laughs =
                "a: &a [x,x,x,x,x,x,x,x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n" + "c: [*b,*b,*b,*b,*b,*b]\n";
        return Stream.of(
                "x".repeat(1_000_000),
                "[".repeat(200_000),
                "{a: ".repeat(60_000),
                "- ".repeat(100_000),
                "? ".repeat(100_000),
                "a:\n".repeat(80_000),
                "\"".repeat(200_001),
                "'" + "\n".repeat(200_000),
                "!".repeat(200_000),
                "#".repeat(250_000),
                "%YAML 9.9\n---\n",
                "\t".repeat(200_000),
                "&a ".repeat(60_000),
                "a: " + "9".repeat(250_000),
                "version: 1\napprovals: 99999999999999999999\n",
                "x".repeat(100_000) + ": 1\n",
                IntStream.range(0, 15_000).mapToObj(i -> "k" + i + ": 1\n").reduce("", HostileConfigurationTest::join),
                chain,
                laughs,
                "\ud800",
                "\u0000",
                "\ufeffversion: 2",
                "x: [" + "&a a, ".repeat(10_000) + "b]\n",
                "a: &a b\nx: [" + "*a, ".repeat(10_000) + "b]\n",
                "version: 1\nenvironments: { \"" + "{p}".repeat(50) + "\": { directory: \"" + "{p}".repeat(50)
                        + "\" } }\n",
                "version: 1\nenvironments: { \"" + "{p}".repeat(60_000) + "\": ~ }\n",
                "version: 1\nenvironments: { dev: { var-files: [" + "../x.tfvars, ".repeat(10_000) + "] } }\n",
                "version: 1\nrules: [" + "{ match: x }, ".repeat(5_000) + "]\n",
                "version: 1\nbranches: [" + "x, ".repeat(10_000) + "]\n",
                "version: 1\nenvironments:\n\tdev: {}\n",
                "version: 1\nmerge: yes\n",
                "version: 1\non: yes\n",
                "version: 1\nrules: []\nrules: []\n",
                "version: 1\nenvironments: { dev: { directory: '../' } }\n");
    }

    @Test
    void globs_and_patterns_are_matched_without_trying_again_and_again() {
        String stars = "*a".repeat(120);
        String parts = "**/a/".repeat(50) + "x";
        List<String> tree = IntStream.range(0, 2_000)
                .mapToObj(i -> "a/".repeat(100) + "a".repeat(200) + i + "/main.tf")
                .toList();
        String placeholders = "{a}-{b}-{c}-{d}-{e}-{f}-{g}-{h}-{i}";
        String file = """
                version: 1
                environments:
                  dev: { paths: ["%s", "%s"], ignore: ["%s"] }
                  "%s": { directory: "%s" }
                rules: [{ match: "%s", approvals: 2 }]
                """.formatted(stars, parts, stars, placeholders, placeholders, stars);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            Configuration configuration = read(file, tree);
            assertThat(configuration.problems()).isEmpty();
            List<ChangedFile> changed =
                    tree.stream().map(path -> new ChangedFile(path, null)).toList();
            TreeMap<String, String> blobs = new TreeMap<>();
            tree.forEach(path -> blobs.put(path, "b"));
            blobs.put("environments/dev/main.tf", "b");
            IgnoreRules ignore = IgnoreRules.of("**/a".repeat(100) + "b\n" + stars + "b\n");
            assertThat(Selecting.select(
                                    configuration.environments(),
                                    changed,
                                    true,
                                    blobs,
                                    ModuleGraph.of(Map.of(), Links.NONE, ignore))
                            .affected())
                    .isEmpty();
        });
    }

    @Test
    void links_that_lead_round_or_fan_out_are_followed_in_a_bounded_time() {
        TreeMap<String, String> links = new TreeMap<>();
        TreeMap<String, ModuleGraph.Sources> sources = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            links.put("environments/dev/l" + i, i % 2 == 0 ? "." : "l" + (i + 1) % 60);
            sources.put(
                    "environments/dev/f" + i + ".tf", new ModuleGraph.Sources(List.of("./l" + i, "./l0/l" + i), true));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            ModuleGraph graph = ModuleGraph.of(sources, new Links(links), IgnoreRules.NONE);
            assertThat(graph.reach("environments/dev").unread()).isNotEmpty();
        });
    }

    @Test
    void a_byte_order_mark_and_carriage_returns_are_as_good_as_none() {
        Configuration configuration = read(
                "\ufeffversion: 1\r\nenvironments:\r\n  dev:\r\n    approvals: 3\r\n",
                List.of("environments/dev/main.tf"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.environments().getFirst().rules().approvals().count())
                .isEqualTo(3);
    }

    @Test
    void directories_that_look_like_options_are_names_like_others() {
        Configuration configuration = read(
                "version: 1\nenvironments: { dev: { directory: \"-chdir=x\" } }\n",
                List.of("environments/-chdir=x/main.tf", "-chdir=x/main.tf"));
        assertThat(configuration.environments())
                .extracting(one -> one.directory())
                .containsExactly("-chdir=x");
        assertThat(configuration.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("`environments/-chdir=x` is not taken for an environment");
    }

    private static String join(String one, String other) {
        return one.length() > 200_000 ? one : one + other;
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void a_hostile_file_is_refused_in_a_bounded_time_with_a_bounded_answer(String text) {
        Configuration configuration = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read(text, List.of()));
        assertThat(configuration.allowsApplying()).isFalse();
        assertThat(configuration.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(Problems.MOST + 1);
        assertThat(configuration.problems())
                .allMatch(problem -> problem.message().length() < 600);
    }

    @Test
    void a_problem_repeats_nothing_that_a_page_or_terminal_would_take_for_something_else() {
        String key = "a`b\\u001b[31m\\u202e<b>\\n";
        assertThat(read("version: 1\n\"" + key + "\": 1\n", List.of()).problems())
                .extracting(Problem::message)
                .allMatch(message -> message.startsWith("`a?b?[31m?<b>?` is not a key here"));
    }

    @Test
    void ten_thousand_directories_are_bounded_too() {
        List<String> tree = IntStream.range(0, 10_000)
                .mapToObj(i -> "environments/" + (i % 2 == 0 ? "e" : "E") + i + "/main.tf")
                .toList();
        Configuration configuration = read("version: 1\n", tree);
        assertThat(configuration.environments()).hasSize(500);
        assertThat(configuration.problems()).hasSize(Problems.MOST + 1);
    }

    @Test
    void whatever_is_written_reading_ends_with_a_configuration() {
        List<String> pieces = List.of(
                "version: 1\n",
                "environments:\n",
                "  dev:\n",
                "    ",
                "after: [dev, prod]\n",
                "rules: [{ match: '*', plan: trusted }]\n",
                "  \"{a}\": { directory: \"environments/{a}\" }\n",
                "var-files: [x.tfvars]\n",
                "branches: [main]\n",
                "limits: { concurrent-runs: auto }\n",
                "  prod: { after: dev }\n",
                "{",
                "}",
                "[",
                "]",
                ":",
                " ",
                "\n",
                "-",
                "- x\n",
                "&a ",
                "*a",
                "!!str ",
                "\"",
                "'",
                "|",
                ">",
                "? ",
                "#",
                "directory: ../x\n",
                "approvals: 1\n",
                "paths: ['**/x']\n",
                "\t",
                "---\n",
                "...\n",
                "%",
                "@",
                "`",
                "workspace: x-{environment}\n",
                "\u0007",
                "\u2028");
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "version: 1\n" : "");
            for (int i = random.nextInt(25); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            Configuration configuration = read(text.toString(), List.of("environments/dev/main.tf"));
            assertThat(configuration.present()).isTrue();
            assertThat(configuration.environments())
                    .as("seed %d", seed)
                    .allMatch(e -> !e.directory().contains("..") && Defaults.isWorkspace(e.workspace()));
        }
    }
}
