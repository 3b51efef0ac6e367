package io.tidegate.gate;

import java.time.Instant;

/**
 * A person's last decisive review as GitHub shows it, with the permission that its author has now.
 *
 * @param approved approved, and neither dismissed nor replaced by a request for changes
 * @param at GitHub's {@code submitted_at}
 */
public record Review(long id, Actor by, boolean approved, Instant at, Permission permission) {}
