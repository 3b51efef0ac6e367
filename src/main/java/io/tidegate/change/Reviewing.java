package io.tidegate.change;

import io.tidegate.gate.Actor;
import io.tidegate.gate.Evidence;
import io.tidegate.gate.Person;
import io.tidegate.gate.Review;
import io.tidegate.plan.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The chapter of approvals: which ones stand, and what the comment had been showing. */
final class Reviewing {
    /** Intervals kept per environment; an approval given under an older one is void. */
    private static final int KEPT = 30;

    private Reviewing() {}

    static Decision reviewed(Change known, ChangeEvent.Reviewed event) {
        Change change = Comparing.outdating(known, event.at());
        return change.pullRequest() == null
                ? Decision.ignored(
                        change, "reviewed before it was read: its reviews are read when something is to be applied")
                : Decision.of(change, "reviewed: reading the reviews")
                        .and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForReviews()));
    }

    static Decision commentDeleted(Change change, ChangeEvent.CommentDeleted event) {
        List<Approval> left = change.approvals().stream()
                .filter(a -> !(a.kind() == Approval.Kind.COMMENT && a.id() == event.comment()))
                .toList();
        return left.size() == change.approvals().size()
                ? Decision.ignored(change, "the deleted comment held no approval")
                : Decision.of(
                                Comparing.outdating(change.withApprovals(left), event.at()),
                                "an /approve comment was deleted")
                        .refreshing(judged(change));
    }

    /** Those whose gates an approval may open: their checks show the gates, and the button to apply. */
    static List<Work> judged(Change change) {
        return change.works().stream()
                .filter(work -> work.environment().rules().approvals().asked()
                        && work.plan().filter(plan -> !plan.changesNothing()).isPresent())
                .toList();
    }

    static Decision shown(Change change, ChangeEvent.SummaryShown event) {
        Change next = hidden(change.with(change.talk().muted(null)), event);
        List<Work> counting = new ArrayList<>();
        for (ChangeEvent.SummaryShown.Showing showing : event.plans()) {
            Work work = next.work(showing.environment()).orElse(null);
            if (work != null) {
                Work shown = showing(work, new Fingerprint(showing.fingerprint()), event);
                next = next.with(shown);
                if (givenMeanwhile(change, work, shown)) {
                    counting.add(shown);
                }
            }
        }
        Decision told =
                Decision.of(next, "the comment shows " + event.plans().size() + " plans since " + event.shownAt());
        Decision decision = counting.isEmpty() ? told : told.refreshing(counting);
        return change.talk().muted() == null ? decision : decision.and(new Effect.RefreshVerdict());
    }

    /** The state with what the evidence tells of the pull request, its configuration and its approvals. */
    static Change withEvidence(Change change, Evidence evidence) {
        return withReviews(
                        change.with(evidence.configuration()),
                        evidence.reviews(),
                        evidence.comments(),
                        evidence::person)
                .withOwnerships(evidence.ownerships());
    }

    /**
     * The state with the approvals that stand now.
     *
     * @param comments ids of the {@code /approve} comments that still exist
     * @param people what each of their givers is now
     */
    static Change withReviews(
            Change change, List<Review> reviews, List<Long> comments, Function<Actor, Person> people) {
        List<Approval> approvals = new ArrayList<>();
        reviews.stream()
                .filter(review -> review.approved())
                .map(review -> new Approval(
                        Approval.Kind.REVIEW,
                        review.id(),
                        people.apply(review.by()),
                        review.at(),
                        List.of(),
                        null,
                        review.commit()))
                .forEach(approvals::add);
        change.approvals().stream()
                .filter(a -> a.kind() == Approval.Kind.COMMENT && comments.contains(a.id()))
                .map(a -> new Approval(
                        a.kind(), a.id(), people.apply(a.by()), a.at(), a.environments(), a.fingerprint(), a.commit()))
                .forEach(approvals::add);
        return change.withApprovals(approvals);
    }

    /**
     * While an environment is planned anew the comment shows no plan of it: whoever approves then has none before them, unless
     * the new one is the same.
     */
    private static Change hidden(Change change, ChangeEvent.SummaryShown event) {
        Change next = change;
        for (Work work : change.works()) {
            boolean open = !work.shown().isEmpty() && work.shown().getLast().until() == null;
            if (open
                    && event.plans().stream()
                            .noneMatch(showing -> showing.environment().equals(work.name()))) {
                Shown last = work.shown().getLast();
                List<Shown> shown = new ArrayList<>(work.shown());
                // GitHub tells whole seconds: who approved in this one had the plan before them.
                Instant until = event.shownAt().plusSeconds(1);
                shown.set(shown.size() - 1, new Shown(last.fingerprint(), last.from(), until));
                next = next.with(work.withShown(shown));
            }
        }
        return next;
    }

    /** Whether an approval counts now that was given while the same plan was made anew. */
    private static boolean givenMeanwhile(Change change, Work before, Work now) {
        Instant until =
                before.shown().isEmpty() ? null : before.shown().getLast().until();
        return until != null
                && now.shown().size() == before.shown().size()
                && change.approvals().stream()
                        .anyMatch(approval -> !approval.at().isBefore(until));
    }

    private static Work showing(Work work, Fingerprint fingerprint, ChangeEvent.SummaryShown event) {
        List<Shown> shown = new ArrayList<>(work.shown());
        if (!shown.isEmpty()) {
            Shown last = shown.getLast();
            if (last.fingerprint().equals(fingerprint.text())) {
                // Planned anew with the same result: that was no interruption.
                shown.set(shown.size() - 1, new Shown(last.fingerprint(), last.from(), null));
                return work.withShown(shown);
            }
            if (last.until() == null) {
                shown.set(shown.size() - 1, new Shown(last.fingerprint(), last.from(), event.shownAt()));
            }
        }
        shown.add(new Shown(fingerprint.text(), event.shownAt(), null));
        return work.withShown(shown.subList(Math.max(0, shown.size() - KEPT), shown.size()));
    }
}
