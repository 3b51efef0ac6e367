package io.tidegate.cli;

import io.tidegate.flow.Budgets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * For whoever asks many questions at once. HCP Terraform allows 30 calls a second for each account, and the running
 * product needs some of them.
 */
final class SpacedBudgets implements Budgets {
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private final Budgets shared;
    private long next = System.nanoTime();

    /** @param shared with the other processes */
    SpacedBudgets(Budgets shared) {
        this.shared = shared;
    }

    /** For a verb, which asks once and without the database by which processes share what is left of a limit. */
    static Budgets alone() {
        return new SpacedBudgets(new Unshared());
    }

    @Override
    public synchronized void ask(String whose) {
        if (whose.startsWith("terraform/")) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            next = System.nanoTime() + BETWEEN.toNanos();
        }
        shared.ask(whose);
    }

    @Override
    public void told(String whose, Told told) {
        shared.told(whose, told);
    }

    @Override
    public void hold(String whose, Duration lasting) {
        shared.hold(whose, lasting);
    }

    /** Of a sole process that asks without a pause. */
    static final class Unshared implements Budgets {
        @Override
        public void ask(String whose) {}

        @Override
        public void told(String whose, Told told) {}

        @Override
        public void hold(String whose, Duration lasting) {}
    }
}
