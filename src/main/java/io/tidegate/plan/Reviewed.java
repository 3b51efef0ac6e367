package io.tidegate.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is compared of a reviewed plan: enough to tell whether another one does only what it did, without what it shows.
 *
 * @param digests of everything that it would do
 * @param subjects what it would do that to, in words
 */
public record Reviewed(List<ChangeDigest> digests, List<String> subjects, Context context) {
    public Reviewed {
        digests = List.copyOf(digests);
        subjects = List.copyOf(subjects);
    }

    public static Reviewed of(Plan plan) {
        return new Reviewed(List.copyOf(plan.digests()), subjects(plan), plan.context());
    }

    static List<String> subjects(Plan plan) {
        return Stream.of(
                        plan.changes().stream().map(ResourceChange::subject),
                        plan.outputs().stream().map(output -> "output " + output.name()),
                        plan.others().stream().map(OtherChange::address))
                .flatMap(subject -> subject)
                .toList();
    }
}
