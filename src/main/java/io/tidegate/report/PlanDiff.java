package io.tidegate.report;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Action;
import io.tidegate.plan.AttributeChange;
import io.tidegate.plan.OtherChange;
import io.tidegate.plan.OutputChange;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.plan.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A plan's changes as a {@code diff} block, the dangerous ones first. A line begins with {@code +}, {@code -} or
 * {@code !} to be coloured, which is why a replacement is {@code -/+} in either order.
 */
public final class PlanDiff {
    private static final int WIDEST = 44;
    private static final int FEW = 20;

    private PlanDiff() {}

    /**
     * The block in several forms, from the fullest to the shortest, for {@link Budget.Piece}; one empty form where
     * nothing changes or nothing may be shown.
     */
    public static List<String> forms(Plan plan, ShowLevel level) {
        List<List<String>> blocks = blocks(plan.changes(), plan.outputs(), plan.others(), level);
        if (blocks.isEmpty()) {
            return List.of("");
        }
        List<List<String>> names =
                blocks.stream().map(block -> block.subList(0, 1)).toList();
        List<String> forms = new ArrayList<>();
        forms.add(block(blocks, blocks.size(), ""));
        forms.add(block(names, names.size(), "Attributes are left out here."));
        for (int most = names.size() / 2; most >= FEW; most /= 2) {
            forms.add(
                    block(names, most, "Attributes and " + (names.size() - most) + " more changes are left out here."));
        }
        forms.add("All " + names.size() + " changes are left out here.\n");
        String full = forms.getFirst();
        return forms.stream()
                .filter(form -> form.equals(full) || form.length() < full.length())
                .toList();
    }

    /** The block in full. */
    public static String of(Plan plan, ShowLevel level) {
        return forms(plan, level).getFirst();
    }

    /** One list of lines for each change; its first line names it. */
    static List<List<String>> blocks(
            List<ResourceChange> changes, List<OutputChange> outputs, List<OtherChange> others, ShowLevel level) {
        if (level == ShowLevel.COUNTS) {
            return List.of();
        }
        List<List<String>> blocks = new ArrayList<>();
        changes.stream()
                .sorted(Comparator.comparingInt(change -> order(change.action())))
                .map(PlanDiff::lines)
                .forEach(blocks::add);
        outputs.forEach(output -> blocks.add(List.of(
                symbol(output.action()) + " output " + Markdown.fenced(output.name()) + outputSides(output, level))));
        others.forEach(
                other -> blocks.add(List.of("!   " + words(other.sort()) + " " + Markdown.fenced(other.address()))));
        return blocks;
    }

    private static String block(List<List<String>> blocks, int most, String leftOut) {
        String lines = String.join(
                "\n", blocks.stream().limit(most).flatMap(List::stream).toList());
        return Markdown.fence("diff", lines) + (leftOut.isEmpty() ? "" : leftOut + "\n");
    }

    private static List<String> lines(ResourceChange change) {
        List<String> lines = new ArrayList<>();
        lines.add(symbol(change.action()) + " " + Markdown.fenced(change.subject()) + notes(change));
        List<AttributeChange> attributes = change.attributes();
        int path = width(attributes.stream().map(a -> Markdown.fenced(a.path())).toList());
        int before = width(attributes.stream().map(a -> words(a.before())).toList());
        boolean bothSides = change.action() == Action.UPDATE || change.action().replaces();
        attributes.forEach(a -> lines.add("      " + padded(Markdown.fenced(a.path()), path)
                + "   " + sides(a.before(), a.after(), before, bothSides)
                + (a.forcesReplacement() ? "   # forces replacement" : "")));
        if (change.attributesLeftOut() > 0) {
            lines.add("      … and " + change.attributesLeftOut() + " more attributes");
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static String notes(ResourceChange change) {
        StringBuilder notes = new StringBuilder();
        String from = change.previousAddress();
        if (from != null) {
            notes.append("   # moved from ").append(Markdown.fenced(from));
        }
        if (change.importing()) {
            notes.append("   # imported");
        }
        if (change.action() == Action.FORGET || change.action() == Action.CREATE_FORGET) {
            notes.append("   # the old object is left alone, outside of Terraform");
        }
        if (change.action() == Action.CREATE_DELETE) {
            notes.append("   # created before the old one is destroyed");
        }
        return notes.toString();
    }

    private static String sides(Shown before, Shown after, int width, boolean bothSides) {
        if (before instanceof Shown.Withheld && after instanceof Shown.Withheld) {
            return bothSides ? "changes" : "(withheld)";
        }
        if (!bothSides && before instanceof Shown.Absent) {
            return words(after);
        }
        if (!bothSides && after instanceof Shown.Absent) {
            return words(before);
        }
        return padded(words(before), width) + " -> " + words(after);
    }

    private static String outputSides(OutputChange output, ShowLevel level) {
        return level == ShowLevel.VALUES
                ? "   " + sides(output.before(), output.after(), 0, output.action() == Action.UPDATE)
                : "";
    }

    private static String words(Shown shown) {
        return switch (shown) {
            case Shown.Text(String text) -> Markdown.fenced(text);
            case Shown.Sensitive s -> "(sensitive)";
            case Shown.Unknown u -> "(known after apply)";
            case Shown.Absent a -> "null";
            case Shown.Withheld w -> "(withheld)";
        };
    }

    private static String words(OtherChange.Sort sort) {
        return switch (sort) {
            case DEFERRED -> "deferred";
            case ACTION -> "action";
            case DRIFT -> "state takes over";
        };
    }

    private static String symbol(Action action) {
        return switch (action) {
            case CREATE -> "+  ";
            case DELETE -> "-  ";
            case UPDATE -> "!  ";
            case DELETE_CREATE, CREATE_DELETE -> "-/+";
            case FORGET -> "!. ";
            case CREATE_FORGET -> "+/.";
            case READ -> "<= ";
            case NO_OP -> "   ";
        };
    }

    private static int order(Action action) {
        return switch (action) {
            case DELETE_CREATE, CREATE_DELETE -> 0;
            case DELETE -> 1;
            case FORGET, CREATE_FORGET -> 2;
            case UPDATE -> 3;
            case CREATE -> 4;
            case NO_OP -> 5;
            case READ -> 6;
        };
    }

    private static int width(List<String> texts) {
        return texts.stream()
                .mapToInt(String::length)
                .filter(w -> w <= WIDEST)
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
