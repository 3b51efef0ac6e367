package io.tidegate.flow;

import java.time.Instant;

/**
 * One webhook, notification or outcome as received and stored, before anything is decided about it.
 *
 * @param number the row's number
 * @param source {@code github}, {@code terraform} or {@code tidegate} (outcomes of our own effects)
 * @param id unique per source; the source's own id, unless that was used before for another kind or payload
 * @param kind the event's name at its source
 * @param payload the body as received
 * @param trace that of what it follows from; of what arrived from outside, its own
 */
public record Delivery(
        long number, String source, String id, String kind, byte[] payload, Instant received, Trace trace) {}
