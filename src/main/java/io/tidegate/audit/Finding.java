package io.tidegate.audit;

/** Something that no Tidegate did to its audit log. */
public record Finding(Kind kind, String text) {
    /** What was done. */
    public enum Kind {
        CHANGED,
        REMOVED,
        INSERTED,
        REORDERED,
        CUT_OFF
    }
}
