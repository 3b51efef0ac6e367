package io.tidegate.flow;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Keeps the database from growing for ever, a batch at a time, so that nothing waits for it. */
@Singleton
public final class Forgetting implements Sweep {
    private static final Logger LOG = Logger.getLogger(Forgetting.class);
    private static final int BATCH = 500;
    /** GitHub delivers again what is up to seven days old; until then it must be known. */
    private static final Duration SHORTEST = Duration.ofDays(8);

    private final Retention retention;
    private final Duration payloads;
    private final Duration rows;

    /**
     * @param payloads how long bodies of webhooks and outcomes are kept
     * @param rows how long it is kept what arrived and what was done
     * @throws IllegalStateException when rows would be forgotten while GitHub may deliver them again
     */
    public Forgetting(
            Retention retention,
            @ConfigProperty(name = "tidegate.retention.payloads", defaultValue = "P30D") Duration payloads,
            @ConfigProperty(name = "tidegate.retention.rows", defaultValue = "P90D") Duration rows) {
        if (rows.compareTo(SHORTEST) < 0 || payloads.isNegative()) {
            throw new IllegalStateException("tidegate.retention.rows must be at least P8D, since GitHub"
                    + " delivers again what is up to seven days old, and tidegate.retention.payloads not negative.");
        }
        this.retention = retention;
        this.payloads = payloads;
        this.rows = rows;
    }

    @Override
    public String part() {
        return "retention";
    }

    @Override
    public int look(Round round) {
        int emptied = batches(round, most -> retention.emptyPayloads(payloads, most));
        int deliveries = batches(round, most -> retention.forgetDeliveries(rows, most));
        int effects = batches(round, most -> retention.forgetEffects(rows, most));
        int traces = batches(round, most -> retention.forgetTraces(rows, most));
        if (emptied + deliveries + effects + traces > 0) {
            LOG.infof(
                    "Forgotten: %d payloads, %d deliveries, %d effects, %d other rows",
                    emptied, deliveries, effects, traces);
        }
        return emptied + deliveries + effects + traces;
    }

    private static int batches(Round round, IntUnaryOperator batch) {
        int all = 0;
        int last = BATCH;
        while (last == BATCH && !round.over()) {
            last = batch.applyAsInt(BATCH);
            all += last;
        }
        return all;
    }
}
