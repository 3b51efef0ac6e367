package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore committed = new Semaphore(0);
    private final Signals.Ear ear = most -> {
        if (committed.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            committed.drainPermits();
        }
    };

    @Test
    void never_more_is_worked_on_than_there_are_hands_and_everything_gets_done() throws Exception {
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(40);
        for (int i = 0; i < 40; i++) {
            waiting.add(i);
        }
        Crew<Integer> crew = new Crew<>(
                "test",
                3,
                this::claim,
                one -> {
                    most.accumulateAndGet(busy.incrementAndGet(), Math::max);
                    Thread.yield();
                    busy.decrementAndGet();
                    done.countDown();
                    if (one % 5 == 0) {
                        throw new IllegalStateException("a failure costs no hand");
                    }
                },
                ear,
                () -> Duration.ofSeconds(30));
        crew.start();
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 3);
        waiting.add(41);
        committed.release();
        assertThat(crew.stop(GRACE)).isTrue();
    }

    @Test
    void a_stop_waits_for_what_is_going_on_and_no_longer_than_its_grace() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        waiting.add(1);
        Crew<Integer> crew = new Crew<>(
                "test",
                1,
                this::claim,
                one -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException stop) {
                        interrupted.countDown();
                    }
                },
                ear,
                () -> Duration.ofSeconds(30));
        crew.start();
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(crew.stop(Duration.ofMillis(50))).isFalse();
        crew.dismiss();
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(crew.stop(GRACE)).isTrue();
    }

    private List<Integer> claim(int most) {
        List<Integer> claimed = new ArrayList<>();
        Integer one = waiting.poll();
        while (one != null) {
            claimed.add(one);
            one = claimed.size() < most ? waiting.poll() : null;
        }
        return claimed;
    }
}
