package io.tidegate.audit;

import java.time.Instant;

/**
 * One row of the audit log, as it is stored.
 *
 * @param at when its transaction began, by the database's clock
 * @param repository GitHub's id
 * @param what the event
 * @param facts JSON of names and texts, to the letter
 */
public record Entry(long number, Instant at, long repository, int pull, String what, String because, String facts) {}
