package io.tidegate.doctor;

/** What one look at the installation came to. Texts are plain; names of others in them are as they were read. */
public sealed interface Finding {
    /** The word for it, which is part of the program's interface. */
    default String kind() {
        return switch (this) {
            case Ok ok -> "ok";
            case Warning warning -> "warning";
            case Problem problem -> "problem";
            case Unknown unknown -> "unknown";
        };
    }

    /** What was looked at. */
    String subject();

    /** What was seen there. */
    String text();

    /** What to do about it; empty where nothing needs to be done. */
    String remedy();

    /** It is as it should be. */
    record Ok(String subject, String text) implements Finding {
        @Override
        public String remedy() {
            return "";
        }
    }

    /** It works, and will surprise somebody. */
    record Warning(String subject, String text, String remedy) implements Finding {}

    /** Something does not work, or is open that should not be. */
    record Problem(String subject, String text, String remedy) implements Finding {}

    /** It could not be looked at; the text says why. */
    record Unknown(String subject, String text, String remedy) implements Finding {}
}
