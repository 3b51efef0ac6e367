package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final TestDatabase database = TestDatabase.fresh();
    private final Intake intake = new Intake(database.database);

    private static Intake.Arrival arrival(String id) {
        return new Intake.Arrival("github", id, "push", id.getBytes(StandardCharsets.UTF_8));
    }

    private List<Future<Boolean>> together(List<Intake.Arrival> arrivals) throws InterruptedException {
        List<Callable<Boolean>> all = new ArrayList<>();
        arrivals.forEach(one -> all.add(() -> intake.take(one)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(all);
        }
    }

    @Test
    void what_arrives_together_is_stored_each_once_and_whoever_brought_it_again_is_told() throws Exception {
        List<Intake.Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            arrivals.add(arrival("id-" + i));
            arrivals.add(arrival("id-" + i));
        }
        int taken = 0;
        for (Future<Boolean> answer : together(arrivals)) {
            taken += answer.get() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(300);
        assertThat(database.value("SELECT count(DISTINCT id) FROM delivery", Long.class))
                .isEqualTo(300);
        assertThat(database.value("SELECT count(DISTINCT turn) FROM delivery", Long.class))
                .as("each has a turn of its own")
                .isEqualTo(300);
    }

    @Test
    void one_that_cannot_be_stored_fails_alone() throws Exception {
        List<Intake.Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            arrivals.add(i % 10 == 3 ? new Intake.Arrival("", "bad-" + i, "push", new byte[] {1}) : arrival("id-" + i));
        }
        List<Future<Boolean>> answers = together(arrivals);
        for (int i = 0; i < 40; i++) {
            Future<Boolean> answer = answers.get(i);
            if (i % 10 == 3) {
                assertThatThrownBy(answer::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(StoreFailure.class);
            } else {
                assertThat(answer.get()).isTrue();
            }
        }
        assertThat(intake.take(arrival("later"))).isTrue();
    }

    @Test
    void while_the_store_is_away_each_is_told_and_afterwards_it_goes_on() throws Exception {
        database.sql("ALTER TABLE delivery RENAME TO elsewhere");
        for (Future<Boolean> answer : together(List.of(arrival("a"), arrival("b"), arrival("c")))) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(StoreFailure.class);
        }
        database.sql("ALTER TABLE elsewhere RENAME TO delivery");
        assertThat(intake.take(arrival("a"))).isTrue();
    }
}
