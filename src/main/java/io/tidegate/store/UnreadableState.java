package io.tidegate.store;

/** Stored state that this version cannot read: written by a newer one, or damaged. It is left as it is. */
public final class UnreadableState extends RuntimeException {
    UnreadableState(String message) {
        super(message);
    }
}
