package io.tidegate.flow;

import io.tidegate.change.Approval;
import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent.Purpose;
import io.tidegate.change.Commanded;
import io.tidegate.change.Work;
import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rules;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Ownership;
import io.tidegate.gate.Review;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whom and what a decision is about: for nothing else is anything read. */
final class Concerned {
    private Concerned() {}

    /** The environments that the decision may apply; for any other decision HCP Terraform is not asked. */
    static List<Work> works(Change change, Purpose purpose) {
        return switch (purpose) {
            case Purpose.ForCommand p ->
                command(change, p)
                        .filter(c -> c.command() instanceof Command.Apply)
                        .map(c -> change.works().stream()
                                .filter(work -> c.command().environments().isEmpty()
                                        || c.command().environments().stream()
                                                .anyMatch(named -> named.means(work.name())))
                                .filter(work -> !work.passed())
                                .toList())
                        .orElse(List.of());
            case Purpose.ForMerge p ->
                change.works().stream()
                        .filter(work -> work.environment().rules().apply() == ApplyMode.ON_MERGE && !work.passed())
                        .toList();
            case Purpose.ForConfirm p -> change.work(p.environment()).stream().toList();
            case Purpose.ForReviews p -> List.of();
        };
    }

    private static Optional<Commanded> command(Change change, Purpose.ForCommand purpose) {
        return change.commands().stream()
                .filter(c -> c.origin().equals(purpose.origin()))
                .findFirst();
    }

    /** Those who ask or approve. */
    static List<Actor> people(Change change, Purpose purpose, List<Review> reviews) {
        return Stream.concat(asking(change, purpose).stream(), approvers(change, reviews).stream())
                .toList();
    }

    static List<Actor> approvers(Change change, List<Review> reviews) {
        return Stream.concat(
                        reviews.stream().filter(Review::approved).map(Review::by),
                        change.approvals().stream()
                                .filter(approval -> approval.kind() == Approval.Kind.COMMENT)
                                .map(Approval::by))
                .toList();
    }

    private static Optional<Actor> asking(Change change, Purpose purpose) {
        return switch (purpose) {
            case Purpose.ForCommand p -> command(change, p).map(Commanded::by);
            case Purpose.ForConfirm p ->
                change.work(p.environment())
                        .map(Work::attempt)
                        .map(Attempt::asked)
                        .filter(Attempt.Asked.ByCommand.class::isInstance)
                        .map(asked -> ((Attempt.Asked.ByCommand) asked).by());
            case Purpose.ForMerge p -> Optional.empty();
            case Purpose.ForReviews p -> Optional.empty();
        };
    }

    /** Those on which it depends whether somebody may, or counts. Only those of the affected environments: each costs a call for each person. */
    static SortedSet<String> teams(Change change, Configuration configuration, List<Ownership> ownerships) {
        SortedSet<String> teams = new TreeSet<>();
        for (Work work : change.works()) {
            Rules rules = configuration
                    .environment(work.name())
                    .orElse(work.environment())
                    .rules();
            for (Right right : Right.values()) {
                teams.addAll(rules.rights().teams(right));
            }
            teams.addAll(rules.approvals().teams().keySet());
        }
        ownerships.forEach(ownership -> teams.addAll(ownership.teams()));
        return teams;
    }
}
