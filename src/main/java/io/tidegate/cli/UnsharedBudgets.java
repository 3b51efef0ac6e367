package io.tidegate.cli;

import io.tidegate.flow.Budgets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * For a verb that asks a few questions once, without the database by which processes share what is left of a limit. HCP
 * Terraform allows 30 calls a second for each account, and the running product needs some of them.
 */
final class UnsharedBudgets implements Budgets {
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private long next = System.nanoTime();

    @Override
    public synchronized void ask(String whose) {
        if (whose.startsWith("terraform/")) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            next = System.nanoTime() + BETWEEN.toNanos();
        }
    }

    @Override
    public void told(String whose, Told told) {}

    @Override
    public void hold(String whose, Duration lasting) {}
}
