package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/failures.md says what happens for each failure at each call, once. */
class FailuresTest {
    private final FailuresPage page = FailuresPage.read();

    @Test
    void each_failure_at_each_call_has_one_row_and_each_row_is_played() {
        Set<FailuresPage.Row> played = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        for (MatrixSite site : MatrixSite.values()) {
            for (MatrixFailure failure : MatrixFailure.values()) {
                List<FailuresPage.Row> rows = page.of(site, failure);
                if (failure.strikes(site) && rows.size() != 1) {
                    wrong.add(site.words + ", " + failure.words + ": " + rows.size() + " rows");
                }
                played.addAll(rows);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(page.rows()).isNotEmpty().allMatch(played::contains);
    }

    @Test
    void each_row_names_calls_failures_and_an_end_that_exist_and_what_people_see() {
        Set<String> calls = Arrays.stream(MatrixSite.values())
                .map(site -> site.words)
                .collect(Collectors.toCollection(TreeSet::new));
        calls.add("every other call");
        Set<String> failures =
                Arrays.stream(MatrixFailure.values()).map(f -> f.words).collect(Collectors.toSet());
        Set<String> ends = Set.of("applied", "told", "shown late", "unknown", "by hand", "recorded");
        assertThat(page.rows()).allSatisfy(row -> {
            assertThat(calls).containsAll(row.calls());
            assertThat(failures).containsAll(row.failures());
            assertThat(ends).contains(row.end());
            assertThat(row.words().isEmpty()).isEqualTo(row.end().equals("applied"));
        });
    }

    @Test
    void each_test_that_the_page_names_exists() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Set<String> tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
            assertThat(page.tests()).isNotEmpty().allMatch(tests::contains);
        }
    }

    @Test
    void a_run_of_the_matrix_meets_each_row_at_each_call_and_each_failure() {
        MatrixChoice choice = MatrixChoice.ofEveryRun(page);
        Set<MatrixFailure> met = new TreeSet<>();
        Set<String> rows = new LinkedHashSet<>();
        Set<String> wanted = new LinkedHashSet<>();
        for (MatrixSite site : MatrixSite.values()) {
            for (MatrixFailure failure : MatrixFailure.values()) {
                FailuresPage.Row row =
                        failure.strikes(site) ? page.of(site, failure).getFirst() : null;
                if (row == null || !row.test().isEmpty()) {
                    continue;
                }
                String cell = site.words + ", as " + row.failures() + ": " + row.end();
                if (choice.has(site, failure)) {
                    met.add(failure);
                    rows.add(cell);
                }
                if (!failure.passes() || site.writes()) {
                    wanted.add(cell);
                }
            }
        }
        assertThat(met).containsExactly(MatrixFailure.values());
        assertThat(rows).containsAll(wanted);
    }

    @Test
    void what_must_not_be_done_twice_is_played_with_every_way_of_not_learning_that_it_was_done() {
        MatrixChoice choice = MatrixChoice.ofEveryRun(page);
        assertThat(Arrays.stream(MatrixSite.values()).filter(MatrixSite::once))
                .contains(MatrixSite.REAL_RUN, MatrixSite.CONFIRM, MatrixSite.DISCARD, MatrixSite.MERGED_RUN)
                .allMatch(site -> choice.has(site, MatrixFailure.ANSWER_LOST)
                        && choice.has(site, MatrixFailure.ERROR_THOUGH_DONE));
    }
}
