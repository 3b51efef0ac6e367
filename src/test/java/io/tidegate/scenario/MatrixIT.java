package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Each failure at each call ends as docs/failures.md says, and well once the cause is gone. Many cells are played at
 * once, each in a repository of its own. {@link MatrixChoice} says which; {@code TIDEGATE_MATRIX=full} plays all of them, which
 * needs more memory and minutes.
 */
class MatrixIT {
    private static final int AT_ONCE = 24;
    private static final boolean FULL = "full".equals(System.getenv("TIDEGATE_MATRIX"));

    private static final FailuresPage PAGE = FailuresPage.read();

    private static MatrixStage stage;
    private static ExecutorService players;

    @BeforeAll
    static void open() {
        stage = new MatrixStage();
        players = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void close() {
        players.shutdownNow();
        stage.close();
    }

    @TestFactory
    List<DynamicTest> every_row_about_failures_holds_at_every_call_that_it_names() {
        return FULL ? tests((site, failure) -> true) : tests(MatrixChoice.ofEveryRun(PAGE)::has);
    }

    @Tag("thorough")
    @TestFactory
    List<DynamicTest> further_failures_of_the_same_rows_end_alike() {
        MatrixChoice played = MatrixChoice.ofEveryRun(PAGE);
        MatrixChoice thorough = MatrixChoice.thorough(PAGE);
        return tests((site, failure) -> !FULL && thorough.has(site, failure) && !played.has(site, failure));
    }

    private static List<DynamicTest> tests(BiPredicate<MatrixSite, MatrixFailure> chosen) {
        Semaphore places = new Semaphore(AT_ONCE);
        List<DynamicTest> tests = new ArrayList<>();
        for (MatrixSite site : MatrixSite.values()) {
            for (MatrixFailure failure : MatrixFailure.values()) {
                FailuresPage.Row row =
                        failure.strikes(site) ? PAGE.of(site, failure).getFirst() : null;
                if (row != null && row.test().isEmpty() && chosen.test(site, failure)) {
                    Future<?> played = players.submit(one(places, site, failure, row));
                    String name = site.words + ", " + failure.words + ": " + row.end();
                    tests.add(DynamicTest.dynamicTest(name, () -> played.get(5, TimeUnit.MINUTES)));
                }
            }
        }
        return tests;
    }

    private static Callable<Void> one(Semaphore places, MatrixSite site, MatrixFailure failure, FailuresPage.Row row) {
        return () -> {
            places.acquire();
            try {
                play(new MatrixCell(stage, site, failure, row.end().equals("applied")), row);
            } finally {
                places.release();
            }
            return null;
        };
    }

    private static void play(MatrixCell cell, FailuresPage.Row row) {
        MatrixCell.Seen seen = cell.play();
        boolean aside = row.end().equals("shown late") || row.end().equals("recorded");
        String told = seen.said() + (aside ? seen.recorded() : "");
        assertThat(row.words()).as("what people see: %s", told).allMatch(told::contains);
        assertThat(seen.waiting()).as("a real run waits").isEqualTo(row.end().equals("by hand"));
        switch (row.end()) {
            case "applied" -> {
                assertThat(seen.applied()).isTrue();
                assertThat(seen.open()).as("a check is open").isFalse();
                assertThat(seen.recorded()).isEqualTo("null");
            }
            case "told", "by hand" -> {
                assertThat(cell.confirmations()).isZero();
                assertThat(seen.open()).as("a check is open").isFalse();
            }
            case "unknown" -> assertThat(cell.confirmations()).isEqualTo(1);
            default -> assertThat(cell.confirmations()).isLessThan(2);
        }
        cell.heal();
        MatrixCell.Seen healed = cell.seen();
        assertThat(healed.applied()).as("applied, once the cause is gone").isTrue();
        assertThat(healed.waiting()).as("a real run waits at last").isFalse();
        assertThat(healed.open()).as("a check is open at last").isFalse();
        assertThat(cell.confirmations()).isEqualTo(1);
        assertThat(cell.unanswered()).as("commands without an answer").isEqualTo("[]");
        assertThat(cell.confirmedUnread())
                .as("confirmed without having been read")
                .isEmpty();
    }
}
