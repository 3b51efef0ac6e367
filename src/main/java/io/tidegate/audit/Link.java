package io.tidegate.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One place in the chain. Places are counted from 1 without a gap, in the order in which rows were sealed, which is the
 * order in which they were seen; numbers of rows have gaps and may be out of this order.
 *
 * @param number of the sealed row
 * @param sealed when the round of sealing began in which it was sealed
 * @param digest keyed digest of the row alone: {@code scheme:key-id:hex}, as the seal
 * @param seal keyed digest of the seal before, this place, the row's number, the time and the row's digest
 * @param entry the row; null where it is missing, or was left out of an export
 */
public record Link(
        long position,
        long number,
        Instant sealed,
        String digest,
        String seal,
        @Nullable Entry entry) {
    /** The beginning of both, {@code scheme:key-id}. */
    String key() {
        int end = seal.lastIndexOf(':');
        return end < 0 ? "" : seal.substring(0, end);
    }
}
