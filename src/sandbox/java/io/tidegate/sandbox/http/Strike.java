package io.tidegate.sandbox.http;

import java.time.Duration;
import java.util.Map;

/** What goes wrong with one request, and whether its effect happens all the same. */
public sealed interface Strike {
    /** It is answered as ever, only later. */
    record Late(Duration by) implements Strike {}

    /** Nothing happens and no answer comes until the fault is removed; then the connection is closed. */
    record Hang() implements Strike {}

    /** Refused before anything happened, in the error format of the API, with these headers besides. */
    record Refuse(int status, String message, Map<String, String> headers) implements Strike {}

    /** The effect happens, the answer says that it did not. */
    record FailAfter(int status, String message) implements Strike {}

    /** The connection is closed without an answer, before anything happened. */
    record ResetBefore() implements Strike {}

    /** The effect happens; the connection is closed without an answer. */
    record ResetAfter() implements Strike {}

    /** The effect happens; half of the answer arrives, then the connection is closed. */
    record Truncate() implements Strike {}

    /**
     * What is read is as it was before its last change, for this long after a reader first missed the change. What was
     * never read before is read as it is.
     */
    record Stale(Duration lasting) implements Strike {}

    static Strike refuse(int status, String message) {
        return new Refuse(status, message, Map.of());
    }
}
