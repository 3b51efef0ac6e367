package io.tidegate.doctor;

/** One thing that documentation leaves open or that only the other side can show, tried. */
public sealed interface Tried {
    String item();

    record AsExpected(String item, String saw) implements Tried {}

    /** @param expected what Tidegate is built for */
    record Otherwise(String item, String saw, String expected) implements Tried {}

    /** What Tidegate does not depend on, and might one day. */
    record Seen(String item, String saw) implements Tried {}

    record Untried(String item, String because) implements Tried {}

    static Tried judged(String item, boolean asExpected, String saw, String expected) {
        return asExpected ? new AsExpected(item, saw) : new Otherwise(item, saw, expected);
    }

    /** @param where it was tried */
    default Finding finding(String where) {
        String subject = "tried in " + where + ": " + item();
        return switch (this) {
            case AsExpected one -> new Finding.Ok(subject, "As expected: " + one.saw() + ".");
            case Seen one -> new Finding.Ok(subject, "Seen: " + one.saw() + ".");
            case Otherwise one ->
                new Finding.Problem(
                        subject,
                        "Otherwise: " + one.saw() + ". Tidegate expects: " + one.expected() + ".",
                        "Report it with these lines, and let nothing be applied there until it is understood.");
            case Untried one ->
                new Finding.Unknown(
                        subject,
                        "It could not be tried, because " + one.because() + ".",
                        "See docs/doctor.md, «Live», for what has to be so.");
        };
    }
}
