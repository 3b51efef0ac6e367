package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every problem with its place and words, as `golden/configuration-problems.txt` has them. */
class ProblemTextsTest {
    private static final List<String> TREE = List.of("environments/dev/main.tf");

    @TestFactory
    Stream<DynamicTest> a_mistake_is_named_with_its_line_and_column_and_what_to_write_instead() {
        List<String> cases = Arrays.stream(golden().split("(?m)^=== "))
                .filter(text -> !text.isBlank() && !text.startsWith("#"))
                .toList();
        assertThat(cases).hasSizeGreaterThan(40);
        return cases.stream().map(text -> {
            String name = text.lines().findFirst().orElseThrow();
            String[] sides = text.substring(name.length() + 1).split("(?m)^---> ?\n", 2);
            return DynamicTest.dynamicTest(
                    name,
                    () -> assertThat(problems(sides[0].replace("<TAB>", "\t").replace("<NUL>", "\0")))
                            .isEqualTo(sides[1].strip()));
        });
    }

    private static String problems(String file) {
        Configuration configuration = new YamlConfigurationReader(Optional.of("acme"))
                .read(new Repository(7, "acme", "infra", 1), Visibility.PRIVATE, "c", file, TREE);
        assertThat(configuration.allowsApplying()).isFalse();
        return configuration.problems().stream()
                .map(Problem::text)
                .map(text -> text.replaceFirst("^\\.github/tidegate\\.yml:", ""))
                .collect(Collectors.joining("\n"));
    }

    private static String golden() {
        try (InputStream in = ProblemTextsTest.class.getResourceAsStream("/golden/configuration-problems.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
