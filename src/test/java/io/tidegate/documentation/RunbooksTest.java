package io.tidegate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.monitoring.Monitoring;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What runbooks say of how they were drilled, and what they have people type. */
class RunbooksTest {
    private static final Path RUNBOOKS = Path.of("docs/runbooks");
    private static final Path SECRETS = Path.of("docs/secrets.md");
    private static final Pattern DRILLED = Pattern.compile("(?m)^\\*\\*Drilled\\.\\*\\* (.+)$");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern SECRET = Pattern.compile("(?m)^\\*\\*[^*]+\\*\\* \\(((?:not )?drilled[^)]*)\\)");
    private static final Pattern STATEMENT = Pattern.compile("`(SELECT [^`]+)`|-c '(SELECT [^']+)'");

    private static final Pattern SOUGHT = Pattern.compile("grep '([^']+)'");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern SETTING = Pattern.compile("`(tidegate\\.[a-z.-]+)`");
    private static final Pattern METRIC = Pattern.compile("(tidegate(?:_[a-z]+)+)");

    @Test
    void every_runbook_says_by_which_tests_it_was_drilled_or_that_it_was_not_and_they_exist() throws IOException {
        Set<String> tests = tests();
        for (Path page : pages()) {
            List<String> said = found(DRILLED, Files.readString(page));
            assertThat(said).as(page.toString()).hasSize(1);
            List<String> named = found(NAMED, said.getFirst());
            assertThat(said.getFirst().startsWith("Not drilled.") || !named.isEmpty())
                    .as(page.toString())
                    .isTrue();
            assertThat(named)
                    .as(page.toString())
                    .allSatisfy(test -> assertThat(tests).contains(test));
        }
        List<String> secrets = found(SECRET, Files.readString(SECRETS));
        assertThat(secrets).hasSizeGreaterThan(6).allSatisfy(said -> {
            assertThat(found(NAMED, said).isEmpty()).isEqualTo(said.equals("not drilled"));
            assertThat(tests).containsAll(found(NAMED, said));
        });
    }

    @Test
    void every_statement_runs_on_the_database_of_today() throws Exception {
        int run = 0;
        try (Connection connection = TestDatabase.fresh().direct().getConnection();
                Statement statement = connection.createStatement()) {
            for (Path page : pages()) {
                for (String sql : found(STATEMENT, Files.readString(page))) {
                    assertThat(statement.execute(sql.replace("PID", "0")))
                            .as(page + ": " + sql)
                            .isTrue();
                    run++;
                }
            }
        }
        assertThat(run).isGreaterThan(12);
    }

    @Test
    void every_line_that_is_looked_for_in_the_log_is_one_that_is_written() throws IOException {
        String literals = String.join("\n", found(LITERAL, everything(Path.of("src/main/java"))));
        List<String> sought = found(SOUGHT, everything(RUNBOOKS)).stream()
                .flatMap(grep -> Stream.of(grep.split("\\\\\\|")))
                // Which status it was is filled in.
                .map(words -> words.replaceAll(" \\d{3}$", " "))
                .toList();
        assertThat(sought)
                .hasSizeGreaterThan(9)
                .allSatisfy(words -> assertThat(literals).containsIgnoringCase(words));
    }

    @Test
    void every_setting_and_every_metric_that_is_named_exists() throws IOException {
        String runbooks = everything(RUNBOOKS);
        String configuration = Files.readString(Path.of("docs/configuration.md"));
        assertThat(found(SETTING, runbooks))
                .hasSizeGreaterThan(6)
                .allSatisfy(key -> assertThat(configuration).contains("`" + key + "`"));
        assertThat(found(METRIC, runbooks).stream().map(Monitoring::metric))
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        metric -> assertThat(Monitoring.documented().keySet()).contains(metric));
    }

    private static String everything(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("Tidegate"))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    /** The first group of each that took part. */
    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(RunbooksTest::group).toList();
    }

    private static String group(MatchResult match) {
        for (int i = 1; i <= match.groupCount(); i++) {
            if (match.group(i) != null) {
                return match.group(i);
            }
        }
        throw new IllegalStateException("a pattern without a group");
    }
}
