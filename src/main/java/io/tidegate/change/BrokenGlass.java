package io.tidegate.change;

import io.tidegate.gate.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of break-glass: somebody applied an environment although gates were closed, and says why.
 *
 * @param attempt its number
 * @param plan the short form of the fingerprint that was named
 * @param opened the gates that were closed, with the reasons that they gave
 * @param bypassed whose approval was not waited for, in words; empty where none was missing
 * @param confirmed its run was confirmed, so that something may have changed
 * @param signedOff who else has looked at it since; null while nobody has
 */
public record BrokenGlass(
        int attempt,
        Actor by,
        String reason,
        String plan,
        Instant at,
        List<Opened> opened,
        String bypassed,
        boolean confirmed,
        @Nullable SignedOff signedOff) {
    public record Opened(String gate, String reason) {}

    /** @param at by our clock */
    public record SignedOff(Actor by, Instant at) {}

    public BrokenGlass {
        opened = List.copyOf(opened);
    }

    /** Something was applied by it, and no second person has signed it off. */
    public boolean unsigned() {
        return confirmed && signedOff == null;
    }

    /** On the gates as they were just before its run was confirmed. */
    BrokenGlass confirmed(List<Opened> then) {
        return new BrokenGlass(attempt, by, reason, plan, at, then, bypassed, true, signedOff);
    }

    BrokenGlass signed(SignedOff second) {
        return new BrokenGlass(attempt, by, reason, plan, at, opened, bypassed, confirmed, second);
    }
}
