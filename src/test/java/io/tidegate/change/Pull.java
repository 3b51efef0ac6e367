package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.environment.Affected;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selection;
import io.tidegate.environment.ShowLevel;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Evidence;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.RequiredCheck;
import io.tidegate.gate.Review;
import io.tidegate.plan.Action;
import io.tidegate.plan.ChangeCounts;
import io.tidegate.plan.ChangeDigest;
import io.tidegate.plan.Context;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.run.RunId;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import io.tidegate.run.WorkspaceSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pull request in the hands of a test: what GitHub and HCP Terraform would show is in its fields, what happened goes
 * through the deciders as the loop would do it.
 */
final class Pull {
    static final Actor LEE = new Actor(1, "lee", false);
    static final Actor ANN = new Actor(2, "ann", false);
    static final Actor KIM = new Actor(3, "kim", false);
    static final Actor SAM = new Actor(4, "sam", false);
    static final Repository REPOSITORY = new Repository(70, "acme", "infra", 5);

    final ChangeId id;
    /** Shared by all pull requests of a test. */
    final SortedMap<String, EnvironmentState> shared;

    Change change;
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    List<Effect> effects = new ArrayList<>();
    String because = "";

    String head = "head1";
    String base = "base1";
    PullRequest.Life life = PullRequest.Life.OPEN;
    PullRequest.Mergeable mergeable = PullRequest.Mergeable.YES;
    boolean draft;
    boolean fork;
    List<String> unlinked = List.of();
    List<Environment> environments = List.of(environment("dev", ApplyMode.ON_COMMAND, 1));
    List<Problem> problems = List.of();
    boolean configured = true;
    List<Review> reviews = new ArrayList<>();
    List<RequiredCheck> checks = List.of();
    List<EnvironmentName> moved = List.of();
    Permission commander = Permission.WRITE;
    List<String> workspaceObstacles = List.of();
    private int comments = 1000;

    Pull(int number, SortedMap<String, EnvironmentState> shared) {
        this.id = new ChangeId(REPOSITORY.id(), number);
        this.shared = shared;
        this.change = Change.unknown(id, REPOSITORY);
    }

    static Pull first() {
        return new Pull(1, new TreeMap<>());
    }

    static EnvironmentName name(String name) {
        return new EnvironmentName(name);
    }

    static Environment environment(String name, ApplyMode mode, int approvals, String... after) {
        return new Environment(
                name(name),
                "environments/" + name,
                "acme",
                "infra-" + name,
                List.of(),
                mode,
                approvals,
                Arrays.stream(after).map(Pull::name).toList(),
                ShowLevel.VALUES);
    }

    /** A plan that does these things; the same words are the same change. */
    static Plan plan(String... things) {
        List<ResourceChange> changes = Arrays.stream(things)
                .map(thing -> new ResourceChange(
                        thing,
                        null,
                        "managed",
                        "t",
                        "p",
                        null,
                        Action.UPDATE,
                        null,
                        false,
                        List.of(),
                        0,
                        new ChangeDigest("t1:k:" + thing)))
                .toList();
        return new Plan(
                changes,
                List.of(),
                List.of(),
                ChangeCounts.of(changes),
                Context.empty(),
                "t1:k",
                !changes.isEmpty(),
                true,
                false,
                "1.11.4",
                0,
                List.of());
    }

    static WorkspaceSeen workspace(String environment, List<String> obstacles) {
        return new WorkspaceSeen("ws-" + environment, "acme", "infra-" + environment, List.of(), obstacles, null);
    }

    static RunSeen seen(String run, String status, boolean confirmable) {
        return new RunSeen(new RunId(run), new RunStatus(status), confirmable, true, true, true, false, true, null, "");
    }

    /** Decides, as the loop would: messages reach the shared environments in the same step. */
    Pull happens(ChangeEvent event) {
        Decision decision = ChangeDecider.decide(change, shared, event);
        change = decision.next();
        effects = decision.effects();
        because = decision.because();
        decision.messages()
                .forEach(message -> shared.put(
                        message.workspace(),
                        EnvironmentDecider.decide(
                                shared.getOrDefault(
                                        message.workspace(),
                                        EnvironmentState.free(message.workspace(), message.workspace())),
                                message.event())));
        return this;
    }

    PullRequest pullRequest() {
        boolean merged = life == PullRequest.Life.MERGED;
        return new PullRequest(
                id.number(),
                "More",
                LEE,
                head,
                "more",
                base,
                "main",
                fork,
                draft,
                mergeable,
                life,
                merged ? "merge1" : null,
                merged ? LEE : null,
                merged ? now : null,
                "https://github.example/pull/" + id.number());
    }

    Configuration configuration() {
        return new Configuration("conf1", configured, environments, problems);
    }

    Pull inspected() {
        List<Affected> affected = environments.stream()
                .map(e -> new Affected(e, List.of("changed"), "inputs of " + head))
                .toList();
        return happens(new ChangeEvent.Inspected(
                pullRequest(),
                "tree of " + head + base,
                Revision.Source.MERGE_COMMIT,
                configuration(),
                new Selection(affected, List.of()),
                List.of(new People.Contributor(LEE, "author", "")),
                unlinked,
                now));
    }

    /** The plan of the environment is made and shown, a minute passes. */
    Pull planned(String environment, Plan plan) {
        Work work = change.work(name(environment)).orElseThrow();
        int number = work.planning().number();
        RunId run = new RunId("run-" + id.number() + "-" + environment + "-plan-" + number);
        happens(new ChangeEvent.PlanStarted(
                name(environment),
                number,
                workspace(environment, workspaceObstacles),
                run,
                "https://hcp.example/" + run,
                now));
        return happens(new ChangeEvent.PlanRead(name(environment), run, plan, now));
    }

    Pull shown() {
        List<ChangeEvent.SummaryShown.Showing> showing = change.works().stream()
                .flatMap(work -> work.plan().stream()
                        .map(plan -> new ChangeEvent.SummaryShown.Showing(
                                work.name(), plan.fingerprint().text())))
                .toList();
        happens(new ChangeEvent.SummaryShown(showing, now, now));
        return after(Duration.ofSeconds(60));
    }

    Pull after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Pull approvedBy(Actor actor) {
        reviews.add(new Review(500 + reviews.size(), actor, true, now, Permission.WRITE));
        happens(new ChangeEvent.Reviewed(actor, now)).after(Duration.ofSeconds(1));
        return read(new ChangeEvent.Purpose.ForReviews(), null);
    }

    /** A command with the evidence it asks for. */
    Pull says(Actor actor, Command command) {
        long comment = comments++;
        happens(new ChangeEvent.CommandGiven(comment, 1, command, actor, now, now));
        return effects.stream().anyMatch(e -> e instanceof Effect.ReadEvidence)
                ? read(new ChangeEvent.Purpose.ForCommand(comment, 1), null)
                : this;
    }

    Pull applies(String... environments) {
        return says(
                LEE,
                new Command.Apply(Arrays.stream(environments).map(Pull::name).toList()));
    }

    Pull read(ChangeEvent.Purpose purpose, RunSeen run) {
        return happens(new ChangeEvent.EvidenceRead(purpose, evidence(now, run), now));
    }

    Evidence evidence(Instant readAt, RunSeen run) {
        return new Evidence(
                "evidence-" + readAt,
                readAt,
                pullRequest(),
                reviews,
                change.approvals().stream()
                        .filter(a -> a.kind() == Approval.Kind.COMMENT)
                        .map(Approval::id)
                        .toList(),
                List.of(
                        new Evidence.Permitted(LEE, commander),
                        new Evidence.Permitted(ANN, Permission.WRITE),
                        new Evidence.Permitted(KIM, Permission.WRITE),
                        new Evidence.Permitted(SAM, Permission.READ)),
                configuration(),
                checks,
                moved,
                "tip of main",
                environments.stream()
                        .map(e -> new Evidence.Workspace(
                                e.name(), workspace(e.name().text(), workspaceObstacles)))
                        .toList(),
                run);
    }

    RunId realRun(String environment) {
        return new RunId("run-" + id.number() + "-" + environment + "-real-"
                + attempt(environment).number());
    }

    /** The real run exists and its plan is this. */
    Pull compares(String environment, Plan real) {
        RunId run = realRun(environment);
        happens(new ChangeEvent.ApplyStarted(
                name(environment),
                attempt(environment).number(),
                workspace(environment, List.of()),
                run,
                "https://hcp.example/" + run,
                true,
                now));
        String status = real.changesNothing() ? "planned_and_finished" : "planned";
        return happens(new ChangeEvent.RealPlanRead(
                name(environment), run, seen(run.text(), status, !real.changesNothing()), real, now));
    }

    Pull readsAgain(String environment) {
        return read(
                new ChangeEvent.Purpose.ForConfirm(
                        name(environment), attempt(environment).number()),
                seen(realRun(environment).text(), "planned", true));
    }

    Pull confirmed(String environment) {
        return happens(new ChangeEvent.ConfirmAnswered(
                name(environment), realRun(environment), ChangeEvent.Confirmation.SENT, now));
    }

    Pull runEnds(String environment, String status) {
        return happens(new ChangeEvent.RunMoved(
                name(environment),
                realRun(environment),
                seen(realRun(environment).text(), status, false),
                now));
    }

    Attempt attempt(String environment) {
        return java.util.Objects.requireNonNull(work(environment).attempt());
    }

    Work work(String environment) {
        return change.work(name(environment)).orElseThrow();
    }

    <E extends Effect> List<E> wanted(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <A extends Answer> A answered(Class<A> kind) {
        return wanted(Effect.Reply.class).stream()
                .map(Effect.Reply::answer)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("no " + kind.getSimpleName() + " among " + effects + " because " + because));
    }
}
