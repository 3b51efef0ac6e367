package io.tidegate.environment;

/**
 * One thing that another configuration would make different.
 *
 * @param sentence without a full stop; backticks around what comes from the files
 */
public record Difference(String sentence, Kind kind) {
    /** What it does to those whom the rules hold back. */
    public enum Kind {
        LOOSENS,
        TIGHTENS,
        CHANGES
    }

    static Difference of(String sentence, int before, int after) {
        return new Difference(sentence, after < before ? Kind.LOOSENS : after > before ? Kind.TIGHTENS : Kind.CHANGES);
    }
}
