package io.tidegate.report;

import io.tidegate.plan.Action;
import io.tidegate.plan.AttributeChange;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.plan.Shown;
import io.tidegate.report.SummaryComment.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which environments change alike: the same actions on the same addresses, with the same attributes from and to the same
 * values as far as these are shown.
 */
record Alike(List<Alike.Group> groups) {
    private static final int MOST_NAMED = 8;

    Alike {
        groups = List.copyOf(groups);
    }

    /** @param exactly everything that could differ is shown */
    record Group(Set<Thing> things, boolean exactly, List<Row> rows) {
        String names() {
            List<String> names =
                    rows.stream().map(row -> Markdown.text(row.name().text())).toList();
            if (names.size() > MOST_NAMED) {
                return String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED)
                        + " more";
            }
            return names.size() == 1
                    ? names.getFirst()
                    : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
        }
    }

    /** One change as people see it. */
    record Thing(String subject, Action action, List<AttributeChange> attributes) {}

    static Alike of(List<Row> rows) {
        Map<Set<Thing>, List<Row>> byThings = new LinkedHashMap<>();
        for (Row row : rows) {
            row.work()
                    .plan()
                    .filter(plan -> !plan.changesNothing() && !plan.errored())
                    .ifPresent(plan -> byThings.computeIfAbsent(things(plan), same -> new ArrayList<>())
                            .add(row));
        }
        return new Alike(byThings.entrySet().stream()
                .map(same -> new Group(
                        same.getKey(),
                        same.getValue()
                                .getFirst()
                                .work()
                                .plan()
                                .map(Alike::exact)
                                .orElse(false),
                        List.copyOf(same.getValue())))
                .toList());
    }

    private static Set<Thing> things(Plan plan) {
        Set<Thing> things = new HashSet<>();
        for (ResourceChange change : plan.changes()) {
            things.add(new Thing(change.subject(), change.action(), change.attributes()));
        }
        plan.outputs()
                .forEach(output -> things.add(new Thing(
                        "output " + output.name(),
                        output.action(),
                        List.of(new AttributeChange("", output.before(), output.after(), false)))));
        plan.others()
                .forEach(other -> things.add(new Thing(other.sort() + " " + other.address(), Action.NO_OP, List.of())));
        return things;
    }

    private static boolean exact(Plan plan) {
        return plan.others().isEmpty()
                && plan.changes().stream()
                        .allMatch(change -> change.attributesLeftOut() == 0
                                && change.attributes().stream().allMatch(a -> shown(a.before()) && shown(a.after())))
                && plan.outputs().stream().allMatch(output -> shown(output.before()) && shown(output.after()));
    }

    /** A shortened value says its length, and may differ beyond what is shown. */
    private static boolean shown(Shown side) {
        return switch (side) {
            case Shown.Text(String text) -> !text.contains("… (");
            case Shown.Unknown u -> true;
            case Shown.Absent a -> true;
            case Shown.Sensitive s -> false;
            case Shown.Withheld w -> false;
        };
    }

    /** The environment above whose changes are this one's too, so that they need not be shown again. */
    Optional<Row> shownBy(Row row) {
        return groups.stream()
                .filter(group -> group.rows().contains(row))
                .map(group -> group.rows().getFirst())
                .filter(first -> !first.equals(row))
                .findFirst();
    }

    /** One sentence for the comment; empty where no two environments change alike. */
    String sentence() {
        List<Group> several =
                groups.stream().filter(group -> group.rows().size() > 1).toList();
        if (several.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>(several.stream()
                .map(group -> group.names()
                        + (group.exactly() ? " change exactly alike" : " change alike as far as is shown"))
                .toList());
        groups.stream()
                .filter(group -> group.rows().size() == 1)
                .map(this::alone)
                .forEach(parts::add);
        return parts.stream().collect(Collectors.joining("; ", "", ".\n\n"));
    }

    private String alone(Group group) {
        return groups.stream()
                .filter(other -> other.rows().size() > 1 && group.things().containsAll(other.things()))
                .findFirst()
                .map(other -> {
                    int more = group.things().size() - other.things().size();
                    return group.names() + " also changes " + more + " more";
                })
                .orElse(group.names() + "'s changes are its own");
    }
}
