package io.tidegate.flow;

import java.util.Objects;

/** Refusals as people read them: what was said, and what they can do. */
final class Sentences {
    private Sentences() {}

    static String of(Outside.Refused refused) {
        String said = Objects.requireNonNullElse(refused.getMessage(), "It was refused.")
                .strip();
        boolean ended = said.endsWith(".") || said.endsWith("!") || said.endsWith("?");
        return said + (ended ? " " : ". ") + refused.remedy();
    }
}
