package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
                "\ufeffversion: 2");
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
