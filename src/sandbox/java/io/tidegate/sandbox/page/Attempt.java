package io.tidegate.sandbox.page;

import java.util.Arrays;
import java.util.List;

/**
 * Something to try: steps in their order, and what to look for.
 *
 * @param id what a link leads to
 * @param about what it is good for, in a sentence
 */
record Attempt(String id, String title, String about, List<Step> steps, String look) {
    /** Which pull request a step is about. */
    enum Which {
        NONE,
        /** The newest open one that changes dev. */
        DEV,
        /** The newest open one that changes stage and nothing else. */
        STAGE
    }

    /**
     * One button or link, with words before it.
     *
     * @param path below the pull request's, if it is about one
     * @param fields of the form, as {@code name=value}; none for a link
     */
    record Step(String words, String label, Which which, String path, List<String> fields) {
        boolean link() {
            return fields.isEmpty();
        }
    }

    static Step press(String words, String label, String path, String... fields) {
        return new Step(words, label, Which.NONE, path, fields.length == 0 ? List.of("") : Arrays.asList(fields));
    }

    static Step press(String words, String label, Which which, String path, String... fields) {
        return new Step(words, label, which, path, Arrays.asList(fields));
    }

    static Step go(String words, String label, String path) {
        return new Step(words, label, Which.NONE, path, List.of());
    }

    static Step see(String words, Which which) {
        return new Step(words, "", which, "", List.of());
    }

    /** Somebody else approves, after the plan has been shown for as long as one needs to read it. */
    static List<Step> approved(Which which, String by) {
        return List.of(
                press(by + " reads the plan for a minute.", "Let 60 seconds pass", "/clock"),
                press("", "Approve as " + by, which, "/review", "as=" + by, "event=APPROVE"));
    }

    static Step says(String who, Which which, String command) {
        return press("", "Comment " + command + " as " + who, which, "/comment", "as=" + who, "body=" + command);
    }
}
