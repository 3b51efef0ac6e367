package io.tidegate.environment;

/** What becomes, at the end of a freeze, of a merge that it held back. */
public enum AfterFreeze {
    /** It is planned again and waits for a person: the clock starts nothing. */
    WAIT,
    /** It goes on by itself, through the same gates. */
    RESUME
}
