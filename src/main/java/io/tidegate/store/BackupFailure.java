package io.tidegate.store;

/** A backup could not be written or restored; the message says why and what to do. */
public final class BackupFailure extends RuntimeException {
    BackupFailure(String message) {
        super(message);
    }

    BackupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
