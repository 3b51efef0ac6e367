package io.tidegate.gate;

import java.time.Instant;

/**
 * A person's last decisive review as GitHub shows it, with the commit for which it was given.
 *
 * @param approved approved, and neither dismissed nor replaced by a request for changes
 * @param at GitHub's {@code submitted_at}
 * @param commit the head for which it was given; empty where GitHub no longer tells
 */
public record Review(long id, Actor by, boolean approved, Instant at, String commit) {}
