package io.tidegate.plan;

/** What may be shown of one side of a change; nothing secret is in it. */
public sealed interface Shown {
    Shown SENSITIVE = new Sensitive();
    Shown UNKNOWN = new Unknown();
    Shown ABSENT = new Absent();
    Shown WITHHELD = new Withheld();

    /** A value on one line, strings quoted; it is still hostile and must be escaped for its sink. */
    record Text(String text) implements Shown {}

    /** Masked by the plan itself, here or anywhere else in it. */
    record Sensitive() implements Shown {}

    /** Known after apply. */
    record Unknown() implements Shown {}

    /** There is no value on this side. */
    record Absent() implements Shown {}

    /** Looks like a secret by its key or form, or values are not to be shown here. */
    record Withheld() implements Shown {}
}
