package io.tidegate.change;

import io.tidegate.environment.Configuration;
import io.tidegate.gate.Merged;
import io.tidegate.gate.Permission;
import io.tidegate.gate.Person;
import io.tidegate.gate.Review;
import io.tidegate.gate.Situation.ApprovalsSeen;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.Plan;
import io.tidegate.plan.Reviewed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chapter of several merged pull requests that one apply takes: what each had reviewed covers it together. */
public final class Rollouts {
    private Rollouts() {}

    /**
     * What another pull request adds to an apply of the branch: its plans that hold their approvals.
     *
     * @param work what it does to the environment
     */
    public static Merged merged(Change change, Work work) {
        List<Plan> held = held(change, work);
        List<String> approvers = held.stream()
                .flatMap(plan -> Approvals.of(change, work, plan, true).counted().stream())
                .distinct()
                .toList();
        return new Merged(
                change.id().repository(),
                change.id().number(),
                held.stream().map(Reviewed::of).toList(),
                approvers,
                work.affected().inputs());
    }

    /**
     * Another merged pull request with its approvals as they are now.
     *
     * @param comments ids of its {@code /approve} comments that still exist
     * @param people what the givers of its approvals are now
     */
    public static Change reviewed(
            Change change,
            Configuration configuration,
            List<Review> reviews,
            List<Long> comments,
            List<Person> people) {
        return Reviewing.withReviews(
                change.with(configuration),
                reviews,
                comments,
                actor -> people.stream()
                        .filter(person -> person.actor().is(actor))
                        .findFirst()
                        .orElse(Person.of(actor, Permission.NONE)));
    }

    /** Where approvals are asked, the plans that have them; elsewhere the one that was shown when it was merged. */
    private static List<Plan> held(Change change, Work work) {
        if (!work.environment().rules().approvals().asked()) {
            Instant merged =
                    change.pullRequest() == null ? null : change.pullRequest().mergedAt();
            return merged == null
                    ? List.of()
                    : Approvals.shownAt(work, merged).stream().toList();
        }
        return work.plans().stream()
                .filter(plan -> Approvals.of(change, work, plan, true).lacking().isEmpty())
                .toList();
    }

    /** The approvals of a real plan: this pull request's own, or those of all that are applied together. */
    static ApprovalsSeen approvals(Change change, Work work, Attempt attempt, Plan real) {
        ApprovalsSeen own = Approvals.of(change, work, real, attempt.inputsReviewed());
        if (own.lacking().isEmpty() || attempt.together().isEmpty()) {
            return own;
        }
        return together(change, work, attempt, real) instanceof CoverageVerdict.Covered
                ? new ApprovalsSeen(
                        own.asked(),
                        List.of(),
                        false,
                        List.of(),
                        List.of(),
                        counted(change, work, attempt),
                        own.discounted(),
                        own.unlinked())
                : own;
    }

    /** Without approvals: what the comments were showing when it was asked for, and when the others were merged. */
    static CoverageVerdict shown(Work work, Attempt attempt, Plan real) {
        List<Reviewed> shown = Stream.concat(
                        Approvals.shownTo(work, attempt.asked()).stream().map(Reviewed::of),
                        attempt.together().stream().flatMap(other -> other.plans().stream()))
                .toList();
        return Coverage.together(real, shown, inputsReviewed(attempt));
    }

    private static CoverageVerdict together(Change change, Work work, Attempt attempt, Plan real) {
        List<Reviewed> reviewed = new ArrayList<>();
        attempt.together().forEach(other -> reviewed.addAll(other.plans()));
        held(change, work).stream().map(Reviewed::of).forEach(reviewed::add);
        return Coverage.together(real, reviewed, inputsReviewed(attempt));
    }

    /** A tree that one of them had reviewed is one that was reviewed. */
    private static boolean inputsReviewed(Attempt attempt) {
        return attempt.inputsReviewed()
                || attempt.together().stream().anyMatch(other -> other.inputs().equals(attempt.inputs()));
    }

    private static List<String> counted(Change change, Work work, Attempt attempt) {
        return Stream.concat(
                        held(change, work).stream()
                                .flatMap(plan -> Approvals.of(change, work, plan, true).counted().stream()),
                        attempt.together().stream()
                                .flatMap(other ->
                                        other.approvers().stream().map(login -> login + " (#" + other.number() + ")")))
                .distinct()
                .toList();
    }
}
