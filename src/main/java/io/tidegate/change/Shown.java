package io.tidegate.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That the living comment was showing this plan, by GitHub's clock.
 *
 * @param fingerprint the whole fingerprint
 * @param from the comment's {@code updated_at} when it first showed it
 * @param until when it began to show another one, or none; null while it still does
 */
public record Shown(
        String fingerprint, Instant from, @Nullable Instant until) {
    boolean at(Instant moment) {
        return !from.isAfter(moment) && (until == null || moment.isBefore(until));
    }
}
