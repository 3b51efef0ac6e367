package io.tidegate.flow;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Revision;
import io.tidegate.change.Work;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Proposal;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.gate.PullRequest;
import io.tidegate.plan.Plan;
import io.tidegate.report.CheckReport;
import io.tidegate.report.CommandReply;
import io.tidegate.report.ConfigurationCheck;
import io.tidegate.report.EnvironmentCheck;
import io.tidegate.report.GroupCheck;
import io.tidegate.report.SummaryComment;
import io.tidegate.report.VerdictCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows the current state on GitHub: text is rendered when the effect runs, so that wishes coalesce. */
@ApplicationScoped
class Showing {
    private final Forge forge;
    private final Environments environments;
    private final ExternalObjects objects;
    private final ClosingChecks closing;
    private final InstantSource clock;

    Showing(
            Forge forge,
            Environments environments,
            ExternalObjects objects,
            ClosingChecks closing,
            InstantSource clock) {
        this.forge = forge;
        this.environments = environments;
        this.objects = objects;
        this.closing = closing;
        this.clock = clock;
    }

    Performed summary(Effects.Claimed claimed, Change change) {
        Optional<Long> stored = objects.find(change.id(), "summary");
        Optional<String> body = SummaryComment.render(change.shown(), shared(change));
        if (body.isEmpty() && stored.isEmpty()) {
            return new Performed.Done(List.of());
        }
        Forge.Comment comment = forge.writeSummary(
                change.repository(),
                change.id().number(),
                stored.orElse(null),
                claimed.tries() > 1,
                body.orElseGet(SummaryComment::nothingAffected));
        if (!stored.equals(Optional.of(comment.id()))) {
            objects.put(change.id(), "summary", comment.id());
        }
        List<ChangeEvent.SummaryShown.Showing> shown = change.works().stream()
                .flatMap(work -> work.plan().stream().map(plan -> showing(work, plan)))
                .toList();
        return new Performed.Done(List.of(new ChangeEvent.SummaryShown(shown, comment.updatedAt(), clock.instant())));
    }

    private static ChangeEvent.SummaryShown.Showing showing(Work work, Plan plan) {
        return new ChangeEvent.SummaryShown.Showing(
                work.name(), plan.fingerprint().text());
    }

    Performed check(Effects.Claimed claimed, Change change, EnvironmentName environment) {
        change.shown()
                .work(environment)
                .ifPresent(work -> write(claimed, change, EnvironmentCheck.of(change, work, shared(change))));
        return new Performed.Done(List.of());
    }

    /** Not opened before it has a verdict: the environments' checks show that they are planned, and a call is saved. */
    Performed verdict(Effects.Claimed claimed, Change change) {
        if (change.pullRequest() != null) {
            CheckReport report = VerdictCheck.of(change, shared(change));
            if (report.conclusion() != null || stored(change, report).isPresent()) {
                write(claimed, change, report);
            }
        }
        return new Performed.Done(List.of());
    }

    /** On the commit that the merge queue would make; nothing is opened there that has no verdict yet. */
    Performed group(Effects.Claimed claimed, Change change) {
        GroupCheck.of(change, shared(change)).ifPresent(report -> {
            String head = Objects.requireNonNull(change.landing().group()).head();
            String purpose = "check/group/" + head;
            Optional<Long> stored = objects.find(change.id(), purpose);
            long id = forge.writeCheck(change.repository(), head, stored.orElse(null), claimed.tries() > 1, report);
            if (stored.isEmpty()) {
                objects.put(change.id(), purpose, id);
            }
        });
        return new Performed.Done(List.of());
    }

    /** What the pull request would make of the configuration. */
    Performed proposal(Effects.Claimed claimed, Change change) {
        Proposal proposal = change.proposal();
        if (proposal != null && change.revision() != null) {
            write(claimed, change, ConfigurationCheck.of(change, proposal));
        }
        return new Performed.Done(List.of());
    }

    private void write(Effects.Claimed claimed, Change change, CheckReport report) {
        String head = head(change);
        Optional<Long> stored = stored(change, report);
        if (stored.isEmpty() || report.conclusion() == null) {
            // Whether it is open from here on may never be told.
            objects.put(change.id(), ClosingChecks.purpose(report.name(), head), stored.orElse(ClosingChecks.UNTOLD));
        }
        long id = forge.writeCheck(change.repository(), head, stored.orElse(null), claimed.tries() > 1, report);
        if (stored.isEmpty()) {
            objects.put(change.id(), purpose(change, report), id);
        }
        objects.put(
                change.id(),
                ClosingChecks.purpose(report.name(), head),
                report.conclusion() == null ? id : ClosingChecks.COMPLETED);
    }

    /** Completes what a push left behind: GitHub would show it as going on for two weeks. */
    Performed close(Effects.Claimed claimed, Change change, Effect.CloseCheck effect) {
        boolean current = effect.head().equals(head(change))
                && change.work(effect.environment()).isPresent();
        if (!current) {
            closing.supersede(change, "tidegate/" + effect.environment(), effect.head(), claimed.tries() > 1);
        }
        return new Performed.Done(List.of());
    }

    /** The same for the summary check run, which is open again while an environment is planned anew. */
    Performed close(Effects.Claimed claimed, Change change, Effect.CloseVerdict effect) {
        if (!effect.head().equals(head(change))) {
            closing.supersede(change, "tidegate", effect.head(), claimed.tries() > 1);
        }
        return new Performed.Done(List.of());
    }

    private Optional<Long> stored(Change change, CheckReport report) {
        return objects.find(change.id(), purpose(change, report));
    }

    private static String purpose(Change change, CheckReport report) {
        // An environment may be called like the check of the configuration.
        String name = report.externalId().contains("/:") ? report.name() + ":" : report.name();
        return "check/" + name + "/" + head(change);
    }

    private static String head(Change change) {
        return headIfRead(change).orElseThrow();
    }

    /** The commit that is shown; none of a pull request that was never read. */
    static Optional<String> headIfRead(Change change) {
        Revision revision = change.revision();
        return revision != null
                ? Optional.of(revision.head())
                : Optional.ofNullable(change.pullRequest()).map(PullRequest::head);
    }

    Performed reply(Effects.Claimed claimed, Change change, Effect.Reply effect) {
        String purpose = "reply/" + effect.id();
        if (objects.find(change.id(), purpose).isEmpty()) {
            String marker = "<!-- tidegate:reply:" + effect.id() + " -->";
            String body = CommandReply.render(effect.answer(), change, shared(change));
            Forge.Comment comment =
                    forge.reply(change.repository(), change.id().number(), marker, claimed.tries() > 1, body);
            objects.put(change.id(), purpose, comment.id());
        }
        return new Performed.Done(List.of());
    }

    Performed react(Change change, Effect.React effect) {
        forge.react(change.repository(), effect.comment(), effect.reaction());
        return new Performed.Done(List.of());
    }

    Performed deployment(Change change, Effect.RecordDeployment effect) {
        Work work = change.work(effect.environment()).orElse(null);
        Attempt attempt = work == null ? null : work.attempt();
        if (attempt == null || attempt.number() != effect.attempt()) {
            return new Performed.Done(List.of());
        }
        String state = state(attempt.step());
        if (state.isEmpty()) {
            return new Performed.Done(List.of());
        }
        String purpose = "deployment/" + effect.environment() + "/" + effect.attempt();
        long id = objects.find(change.id(), purpose).orElseGet(() -> {
            long made = forge.createDeployment(
                    change.repository(),
                    attempt.commit(),
                    effect.environment().text(),
                    "#" + change.id().number() + " by Tidegate");
            objects.put(change.id(), purpose, made);
            return made;
        });
        forge.deploymentStatus(
                change.repository(),
                id,
                state,
                "apply of " + effect.environment() + " for #" + change.id().number() + glass(attempt),
                attempt.url());
        return new Performed.Done(List.of());
    }

    private static String glass(Attempt attempt) {
        return attempt.asked() instanceof Attempt.Asked.ByCommand command && command.breakGlass() != null
                ? ", by break-glass of " + command.by().login()
                : "";
    }

    private static String state(Attempt.Step step) {
        return switch (step) {
            case Attempt.Step.ConfirmSent s -> "in_progress";
            case Attempt.Step.Applying s -> "in_progress";
            case Attempt.Step.Applied s -> "success";
            case Attempt.Step.Failed s -> "failure";
            case Attempt.Step.AppliedWithoutTidegate s -> "failure";
            case Attempt.Step.Starting s -> "";
            case Attempt.Step.Planning s -> "";
            case Attempt.Step.Gathering s -> "";
            case Attempt.Step.Stopped s -> "";
        };
    }

    private Map<String, EnvironmentState> shared(Change change) {
        return environments.find(change.works().stream()
                .filter(work -> work.workspace() != null)
                .map(work -> Objects.requireNonNull(work.workspace()).id())
                .toList());
    }
}
