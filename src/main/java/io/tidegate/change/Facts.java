package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Evidence;
import io.tidegate.plan.Plan;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the audit log keeps of a decision besides its reason, so that an apply can be understood from the log alone: who
 * commanded, who approved which plan, what was read, what was confirmed, how it ended. Ids, names, times and digests only.
 */
public final class Facts {
    private final SortedMap<String, String> facts = new TreeMap<>();
    private final SortedSet<String> environments = new TreeSet<>();

    private Facts() {}

    /** @param before the state that the event met @param decision what followed */
    public static SortedMap<String, String> of(ChangeEvent event, Change before, Decision decision) {
        Facts kept = new Facts();
        kept.told(event);
        decision.next().approvals().stream()
                .filter(approval -> !before.approvals().contains(approval))
                .forEach(approval -> kept.approval(approval, decision.next()));
        decision.next().works().forEach(work -> kept.attempt(work, before.work(work.name())));
        if (event instanceof ChangeEvent.CommandGiven given) {
            decision.next().works().stream()
                    .map(Work::name)
                    .filter(name -> given.command().environments().stream().anyMatch(named -> named.means(name)))
                    .forEach(kept::environment);
        }
        if (!kept.environments.isEmpty()) {
            kept.put("environments", String.join(" ", kept.environments));
        }
        return kept.facts;
    }

    private void told(ChangeEvent event) {
        switch (event) {
            case ChangeEvent.Touched e -> by(e.sender());
            case ChangeEvent.CommandGiven e -> {
                by(e.by());
                put("command", "/" + e.command().word());
                put(
                        "named",
                        e.command().environments().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(" ")));
                put("origin", e.origin().key());
                put("given", e.givenAt().toString());
            }
            case ChangeEvent.Misspoken e -> by(e.by());
            case ChangeEvent.CommentDeleted e -> put("comment", Long.toString(e.comment()));
            case ChangeEvent.Reviewed e -> by(e.by());
            case ChangeEvent.Inspected e -> {
                put("head", e.pullRequest().head());
                put("base", e.pullRequest().base());
                put("commit", e.commit());
            }
            case ChangeEvent.EvidenceRead e -> evidence(e.purpose(), e.evidence());
            case ChangeEvent.PlanStarted e -> run(e.environment(), e.run().text(), e.commit());
            case ChangeEvent.PlanRefused e -> environment(e.environment());
            case ChangeEvent.RunDelayed e -> environment(e.environment());
            case ChangeEvent.RunMoved e -> {
                run(e.environment(), e.run().text(), null);
                put("status", e.seen().status().toString());
                put("person", e.seen().person());
            }
            case ChangeEvent.PlanRead e -> planned(e.environment(), e.run().text(), e.plan());
            case ChangeEvent.PlanFailed e -> run(e.environment(), e.run().text(), null);
            case ChangeEvent.ApplyStarted e -> {
                run(e.environment(), e.run().text(), null);
                put("workspace", e.workspace().id());
            }
            case ChangeEvent.ApplyRefused e -> environment(e.environment());
            case ChangeEvent.RealPlanRead e -> planned(e.environment(), e.run().text(), e.plan());
            case ChangeEvent.ConfirmAnswered e -> {
                run(e.environment(), e.run().text(), null);
                put("answer", e.answer().name());
            }
            case ChangeEvent.SummaryShown e -> {
                put("shown", e.shownAt().toString());
                e.plans().forEach(plan -> {
                    environment(plan.environment());
                    put("plan." + plan.environment(), plan.fingerprint());
                });
            }
            case ChangeEvent.GaveUp e -> put("effect", e.effect().key());
            case ChangeEvent.LockMoved e -> put("workspace", e.workspace());
            case ChangeEvent.TurnCame e -> put("workspace", e.workspace());
            case ChangeEvent.LockLost e -> put("workspace", e.workspace());
            case ChangeEvent.AppliedTogether e -> {
                put("workspace", e.workspace());
                put("with", e.by().toString());
                put("commit", e.commit());
                put("run", e.run());
            }
            case ChangeEvent.Waited e -> put("alarm", e.alarm().key());
            case ChangeEvent.Grouped e -> put("head", e.head());
            case ChangeEvent.Ungrouped e -> put("head", e.head());
            case ChangeEvent.GroupRead e -> put("head", e.head());
            case ChangeEvent.TrialStarted e -> run(e.environment(), e.run().text(), e.head());
            case ChangeEvent.TrialPlanned e -> planned(e.environment(), e.run().text(), e.plan());
            case ChangeEvent.TrialFailed e -> environment(e.environment());
            case ChangeEvent.MergeAsked e -> put("head", e.head());
            case ChangeEvent.Returned e -> {}
        }
    }

    private void evidence(ChangeEvent.Purpose purpose, Evidence evidence) {
        put("evidence", evidence.id());
        put("read", evidence.readAt().toString());
        put(
                "purpose",
                switch (purpose) {
                    case ChangeEvent.Purpose.ForCommand p ->
                        "command " + p.origin().key();
                    case ChangeEvent.Purpose.ForMerge p -> "merge";
                    case ChangeEvent.Purpose.ForConfirm p -> "confirm " + p.environment() + " attempt " + p.attempt();
                    case ChangeEvent.Purpose.ForReviews p -> "reviews";
                });
        put("head", evidence.pullRequest().head());
        put("base", evidence.pullRequest().base());
        put("tip", evidence.tip());
        put(
                "reviews",
                evidence.reviews().stream()
                        .map(review -> who(review.by())
                                + (review.approved() ? " approved " : " did not approve ")
                                + review.commit())
                        .collect(Collectors.joining("; ")));
        put(
                "run",
                evidence.run() == null
                        ? null
                        : evidence.run().id() + " " + evidence.run().status());
        evidence.workspaces().forEach(workspace -> environment(workspace.environment()));
    }

    /** With the plans that the comment was showing at that moment, as the approval is bound to them. */
    private void approval(Approval approval, Change change) {
        put(
                "approval." + approval.id(),
                who(approval.by()) + " by " + approval.kind().name() + " on " + approval.at()
                        + change.works().stream()
                                .filter(work -> approval.speaksOf(work.name()))
                                .flatMap(work -> shown(work, approval.at()).stream()
                                        .map(plan -> "; " + work.name() + " " + plan))
                                .collect(Collectors.joining()));
        change.works().stream().map(Work::name).filter(approval::speaksOf).forEach(this::environment);
    }

    private static Optional<String> shown(Work work, Instant moment) {
        return work.shown().stream()
                .filter(shown -> shown.at(moment))
                .map(Shown::fingerprint)
                .reduce((first, last) -> last);
    }

    /** Where it stands, when that is news. */
    private void attempt(Work work, Optional<Work> before) {
        Attempt attempt = work.attempt();
        Attempt earlier = before.map(Work::attempt).orElse(null);
        if (attempt == null
                || earlier != null
                        && earlier.number() == attempt.number()
                        && earlier.step().equals(attempt.step())) {
            return;
        }
        environment(work.name());
        String prefix = "attempt." + work.name();
        put(prefix, attempt.number() + " " + step(attempt.step()));
        put(prefix + ".asked", asked(attempt.asked()));
        put(prefix + ".commit", attempt.commit());
        put(prefix + ".run", attempt.run() == null ? null : attempt.run().text());
        Plan real = attempt.plan();
        put(prefix + ".plan", real == null ? null : real.fingerprint().text());
        put(
                prefix + ".reviewed",
                work.plan().map(plan -> plan.fingerprint().text()).orElse(null));
    }

    private static String asked(Attempt.Asked asked) {
        return switch (asked) {
            case Attempt.Asked.ByCommand command ->
                who(command.by()) + " by command " + command.origin().key()
                        + (command.breaksGlass() ? ", breaking glass" : "");
            case Attempt.Asked.ByMerge merge ->
                "merge" + (merge.by() == null ? "" : " of " + who(Objects.requireNonNull(merge.by())));
        };
    }

    private static String step(Attempt.Step step) {
        return switch (step) {
            case Attempt.Step.Starting s -> "starting";
            case Attempt.Step.Planning s -> "planning";
            case Attempt.Step.Gathering s -> "gathering evidence";
            case Attempt.Step.ConfirmSent s -> "ConfirmSent on evidence " + s.evidence() + " until " + s.deadline();
            case Attempt.Step.Applying s -> "applying";
            case Attempt.Step.Applied s -> "applied";
            case Attempt.Step.Failed s -> s.partly() ? "failed, partly applied" : "failed, nothing applied";
            case Attempt.Step.Stopped s -> "stopped, nothing applied";
            case Attempt.Step.AppliedWithoutTidegate s -> "applied without Tidegate";
        };
    }

    private void planned(EnvironmentName environment, String run, Plan plan) {
        run(environment, run, null);
        put("plan", plan.fingerprint().text());
    }

    private void run(EnvironmentName environment, String run, @Nullable String commit) {
        environment(environment);
        put("run", run);
        put("commit", commit);
    }

    private void environment(EnvironmentName name) {
        environments.add(name.text());
    }

    private void by(Actor actor) {
        put("by", who(actor));
    }

    /** The id counts: a login can be given up, and taken by somebody else. */
    private static String who(Actor actor) {
        return actor.login() + " (" + actor.id() + ")";
    }

    private void put(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.put(name, value);
        }
    }
}
