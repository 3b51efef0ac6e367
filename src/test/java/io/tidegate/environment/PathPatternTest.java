package io.tidegate.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "modules/**,           modules/vpc/main.tf,        true",
        "modules/**,           modules/main.tf,            true",
        "modules/**,           module/main.tf,             false",
        "modules/**,           a/modules/main.tf,          false",
        "modules/,             modules/vpc/main.tf,        true",
        "modules/*,            modules/vpc/main.tf,        false",
        "modules/*/main.tf,    modules/vpc/main.tf,        true",
        "**/main.tf,           main.tf,                    true",
        "**/main.tf,           a/b/c/main.tf,              true",
        "a/**/z,               a/z,                        true",
        "a/**/z,               a/b/c/z,                    true",
        "a/**/b/**/z,          a/x/b/y/b/z,                true",
        "a/**/b/**/z,          a/x/y/z,                    false",
        "**,                   anything/at/all,            true",
        "*.tf,                 main.tf,                    true",
        "*.tf,                 a/main.tf,                  false",
        "ma?n.tf,              main.tf,                    true",
        "ma?n.tf,              ma/n.tf,                    false",
        "main.tf,              main.tf,                    true",
        "main.tf,              mainxtf,                    false",
        "a*b*c,                aXbYbZc,                    true",
        "a*b*c,                aXbYbZ,                     false",
        "modules,              modules/vpc/main.tf,        false",
    })
    void a_pattern_matches_whole_paths(String pattern, String path, boolean matches) {
        assertThat(new PathPattern(pattern).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/modules",
                "a//b",
                "a/../b",
                "./a",
                "{a,b}",
                "[ab]",
                "!a",
                "a\\b",
                "a**",
                "a/**b/c",
                "a\nb"
            })
    void what_has_no_meaning_is_refused_and_not_taken_literally(String pattern) {
        assertThat(PathPattern.refusal(pattern)).isPresent();
        assertThatThrownBy(() -> new PathPattern(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void catastrophic_patterns_take_no_longer_than_others() {
        PathPattern stars = new PathPattern("*a".repeat(120) + "b");
        PathPattern parts = new PathPattern("**/a/".repeat(50) + "b");
        String letters = "a".repeat(20_000);
        String nested = "a/".repeat(10_000) + "c";
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertThat(stars.matches(letters)).isFalse();
            assertThat(parts.matches(nested)).isFalse();
        });
    }

    /** An oracle from the JDK: its globs mean the same within these letters, but for a part that is a double star. */
    @Test
    void without_double_stars_it_agrees_with_the_platforms_globs() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String pattern = word(random, "ab*?/");
            String path = word(random, "ab/");
            if (PathPattern.refusal(pattern).isEmpty() && !pattern.endsWith("/") && usual(path)) {
                boolean expected = FileSystems.getDefault()
                        .getPathMatcher("glob:" + pattern)
                        .matches(Path.of(path));
                if (!pattern.contains("**")) {
                    assertThat(new PathPattern(pattern).matches(path))
                            .as("seed %d: %s on %s", seed, pattern, path)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static boolean usual(String path) {
        return !path.startsWith("/") && !path.endsWith("/") && !path.contains("//") && !path.isEmpty();
    }

    private static String word(Random random, String letters) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
