package io.tidegate.sandbox.contract;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Watches a journal for as long as a test takes and judges every exchange on a thread of its own. What was found is
 * told when this is closed, so that a scenario fails for an API that was used wrongly even where the stand-in bore it.
 */
public final class Contracts implements AutoCloseable {
    private static final int PENDING = 2_000;

    private final List<Judge> judges;
    /** Whoever finds too many waiting judges for itself: what is kept of answers stays bounded. */
    private final ThreadPoolExecutor bench = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PENDING),
            Thread.ofPlatform().daemon().name("contracts").factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    /** How often each was found. */
    private final Map<String, Integer> violations = new ConcurrentSkipListMap<>();

    private Contracts(List<Judge> judges) {
        this.judges = judges;
    }

    /** With every judge whose description can be had here; without one, its own contract test says why. */
    public static Contracts watching(Journal journal) {
        return watching(journal, judges());
    }

    static Contracts watching(Journal journal, List<Judge> judges) {
        Contracts contracts = new Contracts(judges);
        if (!judges.isEmpty()) {
            journal.watch(contracts::submit);
        }
        return contracts;
    }

    private static List<Judge> judges() {
        List<Judge> judges = new ArrayList<>();
        NodePackages.homeIfThere().map(GitHubJudge::of).ifPresent(judges::add);
        HcpDescription.fileIfThere().map(HcpJudge::of).ifPresent(judges::add);
        return judges;
    }

    /** What comes after the end is dropped: the pool runs nothing once it is shut down. */
    private void submit(Exchange exchange) {
        bench.execute(() -> judges.forEach(judge -> judge(judge, exchange)));
    }

    private void judge(Judge judge, Exchange exchange) {
        try {
            judge.violations(exchange).forEach(violation -> violations.merge(violation, 1, Integer::sum));
        } catch (RuntimeException e) {
            violations.merge("a judge failed at " + exchange.route() + ": " + e, 1, Integer::sum);
        }
    }

    /** Fails with all that was found. */
    @Override
    public void close() {
        bench.shutdown();
        try {
            if (!bench.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the exchanges of this test could not be judged within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the exchanges of this test were judged", e);
        }
        if (!violations.isEmpty()) {
            List<String> lines = new ArrayList<>();
            violations.forEach((violation, times) -> lines.add(times + " x " + violation));
            throw new AssertionError("not as the APIs' own descriptions say:\n" + String.join("\n", lines));
        }
    }
}
