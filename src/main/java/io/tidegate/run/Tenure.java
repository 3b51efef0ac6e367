package io.tidegate.run;

/** Whether a workspace is the repository's that uses it. */
public sealed interface Tenure {
    /** No other repository claims it. */
    record Sole() implements Tenure {}

    /** The operator decided that this repository uses it, whoever else claims it. */
    record Decided() implements Tenure {}

    /**
     * Another repository claims it too, and the operator has not decided.
     *
     * @param reason names the other one only to those who may know of it
     */
    record Contested(String reason, String remedy) implements Tenure {}
}
