package io.tidegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeOwnersTest {
    private static CodeOwners file(String... lines) {
        return CodeOwners.of(".github/CODEOWNERS", String.join("\n", lines), "acme");
    }

    /** The owners of a path, in words; {@code -} where no line matches. */
    private static String owner(CodeOwners file, String path) {
        return file.deciding(path)
                .map(line -> String.join(
                        " ", line.owners().stream().map(Owner::words).toList()))
                .orElse("-");
    }

    @ParameterizedTest
    @CsvSource({
        // The examples of GitHub's own page.
        "*, build.sh, true",
        "*, build/logs/a.txt, true",
        "*.js, a.js, true",
        "*.js, lib/deep/a.js, true",
        "*.js, a.json, false",
        "/build/logs/, build/logs/a.txt, true",
        "/build/logs/, build/logs/deep/a.txt, true",
        "/build/logs/, x/build/logs/a.txt, false",
        "docs/*, docs/getting-started.md, true",
        "docs/*, docs/build-app/troubleshooting.md, false",
        "docs/*, x/docs/a.md, false",
        "apps/, apps/a, true",
        "apps/, x/apps/y/z, true",
        "/docs/, docs/a/b, true",
        "/docs/, x/docs/a, false",
        "/scripts/, scripts/a.sh, true",
        "**/logs, build/logs/a, true",
        "**/logs, logs/a, true",
        "**/logs, deeply/nested/logs/a/b, true",
        "/apps/github, apps/github/a/b, true",
        "/apps/github, apps/githubs, false",
        // Of gitignore.
        "/apps/github, apps/github, true",
        "docs/, docs, false",
        "modules/**, modules/vpc/main.tf, true",
        "modules/**, modules, false",
        "modules/**/main.tf, modules/main.tf, true",
        "modules/**/main.tf, modules/a/b/main.tf, true",
        "modules/*/main.tf, modules/a/b/main.tf, false",
        "main.tf, a/b/main.tf, true",
        "/main.tf, a/b/main.tf, false",
        "**, a/b/c, true",
        "/**, a/b/c, true",
        "/*, a, true",
        "/*, a/b, false",
        "a?c/, abc/x, true",
        "a?c/, a/c/x, false",
        "Docs/, docs/a, false"
    })
    void patterns_match_as_github_says(String pattern, String path, boolean matches) {
        assertThat(owner(file(pattern + " @ann"), path)).isEqualTo(matches ? "ann" : "-");
    }

    @Test
    void the_last_line_that_matches_decides_and_one_without_owners_takes_them_away() {
        CodeOwners file =
                file("# Everything else", "*       @ann   @acme/platform # both", "", "/apps/ @Kim\r", "/apps/github");
        assertThat(owner(file, "main.tf")).isEqualTo("ann team platform");
        assertThat(owner(file, "apps/a")).isEqualTo("kim");
        assertThat(owner(file, "apps/github/a")).isEmpty();
        assertThat(owner(file("/a @ann"), "b")).isEqualTo("-");
    }

    @Test
    void spaces_are_kept_by_a_backslash_and_comments_end_a_line() {
        assertThat(owner(file("path\\ with\\ spaces/ @ann"), "path with spaces/a"))
                .isEqualTo("ann");
        assertThat(owner(file("a @ann # @kim"), "a")).isEqualTo("ann");
        assertThat(owner(file("a @ann #@kim"), "a")).isEqualTo("ann");
    }

    @Test
    void teams_elsewhere_and_addresses_are_nobody() {
        assertThat(owner(file("* @ACME/Platform @other/platform ann@example.com"), "a"))
                .isEqualTo("team platform other/platform, a team elsewhere an e-mail address");
        assertThat(file("* @other/platform ann@example.com")
                        .deciding("a")
                        .orElseThrow()
                        .owners())
                .noneMatch(Owner::possible);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!modules/ @kim",
                "modules/[ab]/ @kim",
                "\\#modules/ @kim",
                "modules/{a,b}/ @kim",
                "modules** @kim",
                "a//b @kim",
                "../a @kim",
                "[Section] @kim"
            })
    void a_pattern_that_is_not_understood_may_own_everything_above_it(String line) {
        CodeOwners file = file("* @ann", line, "/docs/ @lee");
        assertThat(file.deciding("main.tf").orElseThrow().understood()).isFalse();
        assertThat(file.deciding("docs/a").orElseThrow().understood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kim", "@kim,", "@", "@acme/", "@acme/a/b", "@-kim", "@kim @lee;", "@кim"})
    void a_line_with_an_owner_that_is_not_understood_owns_its_paths_and_nobody_can_approve(String owners) {
        CodeOwners file = file("* @ann", "/modules/ " + owners);
        assertThat(file.deciding("modules/a").orElseThrow().understood()).isFalse();
        assertThat(owner(file, "main.tf")).isEqualTo("ann");
    }

    @Test
    void hostile_patterns_and_many_lines_take_no_longer_than_others() {
        String stars = "/**/a*a*a*a*a*a*a*b".repeat(12);
        String path = ("a".repeat(60) + "/").repeat(60) + "a";
        String[] lines = new String[CodeOwners.LARGEST / stars.length()];
        java.util.Arrays.fill(lines, stars + " @kim");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            CodeOwners file = file(lines);
            assertThat(file.lines()).hasSize(5_001);
            assertThat(file.deciding("a").orElseThrow().understood()).isFalse();
            CodeOwners few = file(List.of(lines).subList(0, 1_000).toArray(String[]::new));
            assertThat(few.deciding(path)).isEmpty();
        });
    }
}
