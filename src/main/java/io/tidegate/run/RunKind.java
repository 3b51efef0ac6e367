package io.tidegate.run;

/** A speculative run can never be applied; a real one waits for confirmation. */
public enum RunKind {
    SPECULATIVE,
    REAL
}
