package io.tidegate.configuration;

import io.tidegate.environment.EnvironmentName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** Judges {@code after}: every name in it is an environment, and it never leads back to where it began. */
final class Promotion {
    private final Map<EnvironmentName, Draft> drafts = new HashMap<>();
    private final Set<EnvironmentName> wrong = new HashSet<>();
    private final Set<EnvironmentName> judged = new HashSet<>();
    private final Problems problems;

    private Promotion(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param known every name that may stand in {@code after}, also of entries that were left out
     * @return the drafts whose place in the order is clear
     */
    static List<Draft> sound(List<Draft> drafts, Set<EnvironmentName> known, Problems problems) {
        Promotion promotion = new Promotion(problems);
        drafts.forEach(draft -> promotion.drafts.put(draft.name(), draft));
        drafts.forEach(draft -> promotion.names(draft, known));
        drafts.forEach(promotion::rounds);
        return drafts.stream()
                .filter(draft -> !promotion.wrong.contains(draft.name()))
                .toList();
    }

    private void names(Draft draft, Set<EnvironmentName> known) {
        for (Section.Placed<EnvironmentName> after : draft.after()) {
            if (!known.contains(after.value())) {
                List<String> others = known.stream()
                        .filter(name -> !name.equals(draft.name()))
                        .map(EnvironmentName::text)
                        .sorted()
                        .toList();
                Optional<String> near = Words.nearest(after.value().text(), others);
                problems.add(
                        after.place(),
                        "there is no environment " + Words.quoted(after.value().text()) + ": "
                                + near.map(name -> "did you mean `" + name + "`?")
                                        .orElse("list it under `environments` or remove it here"));
                wrong.add(draft.name());
            }
        }
    }

    /** Walks from one environment to those before it; a walk that meets itself is reported once. Iterative: a chain may be long. */
    private void rounds(Draft start) {
        SequencedSet<EnvironmentName> path = new LinkedHashSet<>();
        List<List<EnvironmentName>> open = new ArrayList<>();
        open.add(new ArrayList<>(List.of(start.name())));
        while (!open.isEmpty()) {
            List<EnvironmentName> next = open.getLast();
            if (next.isEmpty()) {
                open.removeLast();
                if (!path.isEmpty()) {
                    judged.add(path.removeLast());
                }
                continue;
            }
            EnvironmentName name = next.removeFirst();
            Draft draft = drafts.get(name);
            if (path.contains(name)) {
                round(List.copyOf(path), name);
            } else if (draft != null && !judged.contains(name)) {
                path.addLast(name);
                open.add(new ArrayList<>(
                        draft.after().stream().map(Section.Placed::value).toList()));
            }
        }
    }

    private void round(List<EnvironmentName> path, EnvironmentName again) {
        List<EnvironmentName> members = path.subList(path.indexOf(again), path.size());
        Draft last = drafts.get(members.getLast());
        if (last == null || wrong.containsAll(members)) {
            return;
        }
        wrong.addAll(members);
        // Each stands before those that wait for it, as people think of a promotion.
        List<String> round = new ArrayList<>(
                members.reversed().stream().limit(10).map(EnvironmentName::text).toList());
        if (members.size() > 10) {
            round.add("…");
        }
        round.add(round.getFirst());
        last.after().stream()
                .filter(after -> after.value().equals(again))
                .findFirst()
                .ifPresent(after -> problems.add(
                        after.place(),
                        "the order of environments goes round (" + String.join(" → ", round)
                                + "): remove one of these `after`"));
    }
}
