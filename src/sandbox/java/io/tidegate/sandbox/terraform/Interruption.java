package io.tidegate.sandbox.terraform;

import java.io.IOException;

/** Passes a cancellation to whatever process a run is executing in, now or later. */
final class Interruption {
    private Process process;
    private boolean requested;
    private boolean forced;

    synchronized void attach(Process started) {
        process = started;
        if (forced) {
            Signals.kill(started);
        } else if (requested) {
            interrupt();
        }
    }

    synchronized boolean requested() {
        return requested;
    }

    /** As HCP Terraform cancels: SIGINT, so that Terraform finishes what it is doing and writes its state. */
    synchronized void interrupt() {
        requested = true;
        if (process != null && process.isAlive()) {
            try {
                Signals.interrupt(process);
            } catch (IOException e) {
                process.destroy();
            }
        }
    }

    synchronized void force() {
        requested = true;
        forced = true;
        if (process != null) {
            Signals.kill(process);
        }
    }
}
