package io.tidegate.sandbox.git;

import java.time.Instant;

/** Who made a commit, and when (whole seconds, UTC). */
public record Signature(String name, String email, Instant at) {
    String line() {
        return name + " <" + email + "> " + at.getEpochSecond() + " +0000";
    }
}
