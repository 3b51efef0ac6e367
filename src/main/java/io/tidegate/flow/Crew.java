package io.tidegate.flow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Claims what there is for as many hands as are free, and works on each in a virtual thread. */
final class Crew<T> {
    private static final Logger LOG = Logger.getLogger(Crew.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final String name;
    private final int size;
    private final IntFunction<List<T>> claim;
    private final Consumer<T> work;
    private final Signals.Ear ear;
    private final Supplier<Duration> idle;
    private final Semaphore hands;
    private final ExecutorService workers;
    private final Thread claimer;
    private volatile boolean stopping;

    Crew(
            String name,
            int size,
            IntFunction<List<T>> claim,
            Consumer<T> work,
            Signals.Ear ear,
            Supplier<Duration> idle) {
        this.name = name;
        this.size = size;
        this.claim = claim;
        this.work = work;
        this.ear = ear;
        this.idle = idle;
        this.hands = new Semaphore(size);
        this.workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 1).factory());
        // A platform thread: interrupting a virtual one closes the socket that it reads from, and would cut a claim.
        this.claimer = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        claimer.start();
    }

    /** From now on nothing is claimed. */
    void retire() {
        stopping = true;
        claimer.interrupt();
    }

    /** No more claims; true when everything that was going on came to its end in time. */
    boolean stop(Duration grace) throws InterruptedException {
        retire();
        claimer.join(grace);
        return hands.tryAcquire(size, grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what is still going on. */
    void dismiss() {
        workers.shutdownNow();
    }

    private void run() {
        while (!stopping) {
            try {
                hands.acquire();
                int free = 1 + hands.drainPermits();
                if (start(free) < free) {
                    ear.await(idle.get());
                }
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private int start(int free) throws InterruptedException {
        List<T> claimed = List.of();
        try {
            claimed = claim.apply(free);
        } catch (RuntimeException failure) {
            LOG.errorf("%s cannot claim, and tries again in 2 s: %s", name, Failure.inWords(failure));
            LOG.debug("The same with its cause", failure);
            TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE.toMillis());
        } finally {
            hands.release(free - claimed.size());
        }
        for (T one : claimed) {
            workers.execute(() -> run(one));
        }
        return claimed.size();
    }

    private void run(T one) {
        try {
            work.accept(one);
        } catch (RuntimeException failure) {
            LOG.errorf("%s: %s", name, Failure.inWords(failure));
            LOG.debug("The same with its cause", failure);
        } finally {
            hands.release();
        }
    }
}
