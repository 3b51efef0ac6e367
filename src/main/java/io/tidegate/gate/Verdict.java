package io.tidegate.gate;

/** Whether a gate is open, with the reason a reader will see. */
public sealed interface Verdict {
    record Open(String reason) implements Verdict {}

    /** @param remedy what would open it, and by whom */
    record Closed(String reason, String remedy) implements Verdict {}

    /** Closed, and opened by break-glass. @param reason why it was closed */
    record Overridden(String reason) implements Verdict {}
}
