package io.tidegate.report;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.ContextDifference;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.PlanDifference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a plan differs from what was reviewed, in Markdown. */
public final class DifferenceWords {
    private static final int MOST_NAMED = 20;

    private DifferenceWords() {}

    /**
     * @param since plain text: {@code ann's approval at 10:58}
     */
    public static String of(PlanDifference difference, String since, ShowLevel level) {
        StringBuilder words = new StringBuilder();
        List<List<String>> blocks =
                PlanDiff.blocks(difference.added(), difference.outputs(), difference.others(), level);
        if (!blocks.isEmpty()) {
            List<String> lines = new ArrayList<>(List.of("  new since " + Markdown.fenced(since)));
            blocks.forEach(lines::addAll);
            words.append(Markdown.fence("diff", String.join("\n", lines)));
        } else if (!difference.addsNothing()) {
            int count = difference.added().size()
                    + difference.outputs().size()
                    + difference.others().size();
            words.append(count == 1 ? "1 change is" : count + " changes are")
                    .append(" new since ")
                    .append(Markdown.text(since))
                    .append(".\n");
        }
        if (!difference.missing().isEmpty()) {
            words.append("Reviewed, but no longer in the plan: ")
                    .append(missing(difference.missing(), level))
                    .append(".\n");
        }
        difference.context().stream()
                .limit(MOST_NAMED)
                .forEach(part -> words.append("- ").append(sentence(part)));
        int more = difference.context().size() - MOST_NAMED;
        if (more > 0) {
            words.append("- and ").append(more).append(" more differences around the changes.\n");
        }
        return words.isEmpty() ? "Since " + Markdown.text(since) + ": nothing changed.\n" : words.toString();
    }

    private static String missing(List<String> subjects, ShowLevel level) {
        if (level == ShowLevel.COUNTS) {
            return subjects.size() == 1 ? "1 change" : subjects.size() + " changes";
        }
        List<String> named = new ArrayList<>(
                subjects.stream().limit(MOST_NAMED).map(Markdown::code).toList());
        if (subjects.size() > MOST_NAMED) {
            named.add("and " + (subjects.size() - MOST_NAMED) + " more");
        }
        return String.join(", ", named);
    }

    private static String sentence(ContextDifference part) {
        String name = Markdown.code(part.part());
        if (part.now() == null) {
            return name + " is no longer there.\n";
        }
        if (part.reviewed() == null) {
            return name + " is new.\n";
        }
        return isDigest(part.reviewed()) || isDigest(part.now())
                ? name + " is not the reviewed one.\n"
                : name + " was " + Markdown.code(part.reviewed()) + ", now " + Markdown.code(part.now()) + ".\n";
    }

    /** A digest says nothing to people, and is not theirs to compare. */
    private static boolean isDigest(@Nullable String value) {
        return value != null && value.startsWith(DigestKey.SCHEME + ":");
    }
}
