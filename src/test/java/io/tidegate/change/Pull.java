package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.command.Named;
import io.tidegate.environment.Affected;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.Pins;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Proposal;
import io.tidegate.environment.Repository;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rules;
import io.tidegate.environment.Selection;
import io.tidegate.environment.Visibility;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Branch;
import io.tidegate.gate.CodeOwners;
import io.tidegate.gate.Evidence;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Ownership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.Person;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.RequiredCheck;
import io.tidegate.gate.Review;
import io.tidegate.plan.Action;
import io.tidegate.plan.ChangeCounts;
import io.tidegate.plan.ChangeDigest;
import io.tidegate.plan.Context;
import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.plan.StatedCounts;
import io.tidegate.run.Progress;
import io.tidegate.run.RunId;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import io.tidegate.run.StateChange;
import io.tidegate.run.Tenure;
import io.tidegate.run.WorkspaceSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pull request in the hands of a test: what GitHub and HCP Terraform would show is in its fields, what happened goes
 * through the deciders as the loop would do it.
 */
public final class Pull {
    public static final Actor LEE = new Actor(1, "lee", false);
    public static final Actor ANN = new Actor(2, "ann", false);
    public static final Actor KIM = new Actor(3, "kim", false);
    public static final Actor SAM = new Actor(4, "sam", false);
    public static final Repository REPOSITORY = new Repository(70, "acme", "infra", 5);

    public final ChangeId id;
    /** Shared by all pull requests of a test. */
    public final SortedMap<String, EnvironmentState> shared;

    public Change change;
    public Instant now = Instant.parse("2026-11-23T10:00:00Z");
    public List<Effect> effects = new ArrayList<>();
    /** Those of every event so far; {@link #effects} are the last one's. */
    public final List<Effect> all = new ArrayList<>();

    public String because = "";

    public String head = "head1";
    public String base = "base1";
    public String baseRef = "main";
    public PullRequest.Life life = PullRequest.Life.OPEN;
    public PullRequest.Mergeable mergeable = PullRequest.Mergeable.YES;
    public String title = "More";
    public String branch = "more";
    public boolean draft;
    public boolean fork;
    /** What a reader looks at first. */
    public List<String> look = List.of();

    public List<String> unlinked = List.of();
    public List<People.Contributor> contributors = new ArrayList<>(List.of(new People.Contributor(LEE, "author", "")));
    public List<Environment> environments = List.of(environment("dev", ApplyMode.ON_COMMAND, 1));
    public RepositoryRules repositoryRules = RepositoryRules.USUAL;
    public List<Problem> problems = List.of();
    public boolean configured = true;
    public Proposal proposal;
    public OrganizationFile organization;
    public List<Review> reviews = new ArrayList<>();
    public List<RequiredCheck> checks = List.of();
    public List<EnvironmentName> moved = List.of();
    public Permission commander = Permission.WRITE;
    /** By login: in which teams somebody is; of the others nothing can be read. */
    public Map<String, SortedMap<String, Membership>> teams = new HashMap<>();

    /** What the pull request changes, and what CODEOWNERS of the default branch says. */
    public List<String> changed = List.of("environments/dev/main.tf");

    public @Nullable String owners;
    /** Of the default branch, where it was merged. */
    public @Nullable Pins pinsOfTip;

    /** After the merge: how the branch stands to each environment. */
    public final Map<String, Branch> branches = new HashMap<>();

    public String tip = "tip of main";
    /** What the environments have to tell other pull requests; see {@link #tells}. */
    public final List<EnvironmentDecision.Notice> notices = new ArrayList<>();

    public Pins pins = new Pins(List.of(), List.of());

    public List<String> workspaceObstacles = List.of();
    public @Nullable String workspaceLockedBy;
    public Tenure workspaceTenure = new Tenure.Sole();
    /** By environment: what changed its state since the plan, as it is read with the evidence. */
    public final Map<String, StateChange> states = new HashMap<>();

    /** The same, as it is read with a real plan. */
    public @Nullable StateChange stateChanged;

    private int comments = 1000;

    public Pull(int number, SortedMap<String, EnvironmentState> shared) {
        this.id = new ChangeId(REPOSITORY.id(), number);
        this.shared = shared;
        this.change = Change.unknown(id, REPOSITORY);
    }

    public static Pull first() {
        return new Pull(1, new TreeMap<>());
    }

    public static EnvironmentName name(String name) {
        return new EnvironmentName(name);
    }

    public static Named named(String text) {
        return new Named(text);
    }

    public static Environment environment(String name, ApplyMode mode, int approvals, String... after) {
        return new Environment(
                name(name),
                "environments/" + name,
                "acme",
                "infra-" + name,
                List.of(),
                List.of(),
                Arrays.stream(after).map(Pull::name).toList(),
                Rules.USUAL.with(mode).with(ApprovalRule.of(approvals)));
    }

    /** The same where these alone have this right. */
    public static Environment allowing(Environment environment, Right right, String... grantees) {
        return environment.with(environment
                .rules()
                .with(environment
                        .rules()
                        .rights()
                        .with(Map.of(
                                right,
                                Arrays.stream(grantees)
                                        .map(text -> Grantee.read(text).orElseThrow())
                                        .toList()))));
    }

    /** A plan that does these things; the same words are the same change. */
    public static Plan plan(String... things) {
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
                List.of(),
                0,
                false,
                List.of(),
                List.of());
    }

    public static WorkspaceSeen workspace(String environment, List<String> obstacles) {
        return new WorkspaceSeen("ws-" + environment, "acme", "infra-" + environment, List.of(), obstacles, null);
    }

    public static RunSeen seen(String run, String status, boolean confirmable) {
        return new RunSeen(
                new RunId(run),
                new RunStatus(status),
                confirmable,
                true,
                true,
                true,
                false,
                true,
                null,
                "",
                StatedCounts.NONE,
                Diagnostics.NONE);
    }

    /** Decides, as the loop would: messages reach the shared environments in the same step. */
    public Pull happens(ChangeEvent event) {
        Decision decision = ChangeDecider.decide(change, shared, event);
        change = decision.next();
        effects = decision.effects();
        all.addAll(effects);
        because = decision.because();
        for (Decision.Message message : decision.messages()) {
            EnvironmentDecision told = EnvironmentDecider.decide(
                    shared.getOrDefault(
                            message.workspace(), EnvironmentState.free(message.workspace(), message.workspace())),
                    message.event());
            shared.put(message.workspace(), told.next());
            notices.addAll(told.notices());
        }
        return this;
    }

    /** What the environments told this one's events of is heard by the others, until nobody has anything to tell. */
    public Pull tells(Pull... others) {
        List<Pull> all = new ArrayList<>(List.of(others));
        all.add(this);
        boolean more = true;
        while (more) {
            more = false;
            for (Pull from : all) {
                List<EnvironmentDecision.Notice> told = List.copyOf(from.notices);
                from.notices.clear();
                for (EnvironmentDecision.Notice notice : told) {
                    for (Pull to : all) {
                        if (to.id.equals(notice.to())) {
                            more = true;
                            List<Effect> before = to.effects;
                            to.happens(notice.event());
                            to.effects = new ArrayList<>(to.effects);
                            to.effects.addAll(0, before);
                        }
                    }
                }
            }
        }
        return this;
    }

    public PullRequest pullRequest() {
        boolean merged = life == PullRequest.Life.MERGED;
        return new PullRequest(
                id.number(),
                title,
                LEE,
                head,
                branch,
                base,
                baseRef,
                fork,
                draft,
                mergeable,
                life,
                merged ? "merge1" : null,
                merged ? LEE : null,
                merged ? now : null,
                "https://github.example/acme/infra/pull/" + id.number(),
                Visibility.PRIVATE);
    }

    public Configuration configuration() {
        return new Configuration("conf1", configured, repositoryRules, environments, problems, organization);
    }

    /** GitHub's queue makes this commit for it, in which these environments have these files. */
    public Pull grouped(String head, Map<String, String> inputs, MergeGroup.Ahead... ahead) {
        happens(new ChangeEvent.Grouped(head, "below " + head, now));
        return readInGroup(head, inputs, ahead);
    }

    public Pull readInGroup(String head, Map<String, String> inputs, MergeGroup.Ahead... ahead) {
        List<ChangeEvent.GroupRead.Part> parts = new TreeMap<>(inputs)
                .entrySet().stream()
                        .map(entry -> new ChangeEvent.GroupRead.Part(name(entry.getKey()), entry.getValue()))
                        .toList();
        return happens(new ChangeEvent.GroupRead(head, parts, List.of(ahead), now));
    }

    /** The plan of what the queue would make of the branch. */
    public Pull tried(String environment, Plan plan) {
        RunId run = new RunId("run-" + id.number() + "-" + environment + "-trial");
        MergeGroup group = java.util.Objects.requireNonNull(change.landing().group());
        happens(new ChangeEvent.TrialStarted(
                name(environment),
                group.head(),
                workspace(environment, List.of()),
                run,
                "https://hcp.example/" + run,
                now));
        return happens(new ChangeEvent.TrialPlanned(name(environment), run, plan, now));
    }

    public Pull inspected() {
        List<Affected> affected = environments.stream()
                .map(e -> new Affected(
                        e, List.of("changed"), "inputs of " + head, new Affected.Changed(changed, true), pins, look))
                .toList();
        return happens(new ChangeEvent.Inspected(
                pullRequest(),
                "tree of " + head + base,
                Revision.Source.MERGE_COMMIT,
                configuration(),
                new Selection(affected, List.of(), List.of()),
                contributors,
                unlinked,
                Stream.of(LEE, ANN, KIM, SAM).map(this::person).toList(),
                ownerships(affected),
                proposal,
                now));
    }

    /** The plan of the environment is made and shown, a minute passes. */
    public Pull planned(String environment, Plan plan) {
        Work work = change.work(name(environment)).orElseThrow();
        int number = work.planning().number();
        RunId run = new RunId("run-" + id.number() + "-" + environment + "-plan-" + number);
        happens(new ChangeEvent.PlanStarted(
                name(environment),
                number,
                workspace(environment, workspaceObstacles),
                run,
                "https://hcp.example/" + run,
                "merge-commit",
                now));
        return happens(new ChangeEvent.PlanRead(name(environment), run, plan, Diagnostics.NONE, now));
    }

    /** Its plan could not be started, for a reason that somebody has to remove. */
    public Pull refused(String environment, String reason) {
        int number = change.work(name(environment)).orElseThrow().planning().number();
        return happens(new ChangeEvent.PlanRefused(name(environment), number, reason, "ask the operator", now));
    }

    public Pull shown() {
        List<ChangeEvent.SummaryShown.Showing> showing = change.works().stream()
                .flatMap(work -> work.plan().stream()
                        .map(plan -> new ChangeEvent.SummaryShown.Showing(
                                work.name(), plan.fingerprint().text())))
                .toList();
        happens(new ChangeEvent.SummaryShown(showing, now, now));
        return after(Duration.ofSeconds(60));
    }

    public Pull after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    public Pull approvedBy(Actor actor) {
        reviews.add(new Review(500 + reviews.size(), actor, true, now, head));
        happens(new ChangeEvent.Reviewed(actor, now)).after(Duration.ofSeconds(1));
        return read(new ChangeEvent.Purpose.ForReviews(), null);
    }

    /** A command with the evidence it asks for. */
    public Pull says(Actor actor, Command command) {
        long comment = comments++;
        happens(new ChangeEvent.CommandGiven(new Origin.Line(comment, 1), command, actor, now, now));
        return effects.stream().anyMatch(e -> e instanceof Effect.ReadEvidence)
                ? read(new ChangeEvent.Purpose.ForCommand(new Origin.Line(comment, 1)), null)
                : this;
    }

    public Pull applies(String... environments) {
        return says(
                LEE,
                new Command.Apply(Arrays.stream(environments).map(Pull::named).toList()));
    }

    public Pull read(ChangeEvent.Purpose purpose, RunSeen run) {
        return happens(new ChangeEvent.EvidenceRead(purpose, evidence(now, run), now));
    }

    private List<Ownership> ownerships(List<Affected> affected) {
        CodeOwners file = owners == null ? null : CodeOwners.of("CODEOWNERS", owners, REPOSITORY.owner());
        return affected.stream()
                .filter(one -> one.environment().rules().approvals().codeowners())
                .map(one -> Ownership.of(one, "tree of " + head + base, file))
                .toList();
    }

    private Person person(Actor actor) {
        Permission permission = actor.is(LEE) ? commander : actor.is(SAM) ? Permission.READ : Permission.WRITE;
        return new Person(actor, permission, teams.getOrDefault(actor.login(), new TreeMap<>()));
    }

    public Evidence evidence(Instant readAt, RunSeen run) {
        return new Evidence(
                "evidence-" + readAt,
                readAt,
                pullRequest(),
                reviews,
                change.approvals().stream()
                        .filter(a -> a.kind() == Approval.Kind.COMMENT)
                        .map(Approval::id)
                        .toList(),
                Stream.of(LEE, ANN, KIM, SAM).map(this::person).toList(),
                configuration(),
                checks,
                moved,
                ownerships(change.works().stream().map(Work::affected).toList()),
                tipPins(),
                branches(),
                tip,
                environments.stream()
                        .map(e -> new Evidence.Workspace(
                                e.name(),
                                workspaceNow(e.name().text()),
                                states.get(e.name().text())))
                        .toList(),
                run);
    }

    private SortedMap<EnvironmentName, Branch> branches() {
        SortedMap<EnvironmentName, Branch> read = new TreeMap<>();
        if (life == PullRequest.Life.MERGED) {
            environments.forEach(
                    one -> read.put(one.name(), branches.getOrDefault(one.name().text(), Branch.CLEAR)));
        }
        return read;
    }

    private SortedMap<EnvironmentName, Pins> tipPins() {
        SortedMap<EnvironmentName, Pins> pins = new TreeMap<>();
        if (pinsOfTip != null) {
            environments.forEach(environment -> pins.put(environment.name(), pinsOfTip));
        }
        return pins;
    }

    private WorkspaceSeen workspaceNow(String environment) {
        WorkspaceSeen seen = workspace(environment, workspaceObstacles);
        return new WorkspaceSeen(
                seen.id(),
                seen.organization(),
                seen.name(),
                seen.settings(),
                seen.appliable(),
                workspaceLockedBy,
                workspaceTenure);
    }

    public RunId realRun(String environment) {
        return new RunId("run-" + id.number() + "-" + environment + "-real-"
                + attempt(environment).number());
    }

    /** The real run exists and its plan is this. */
    public Pull compares(String environment, Plan real) {
        RunId run = realRun(environment);
        happens(new ChangeEvent.ApplyStarted(
                name(environment),
                attempt(environment).number(),
                workspace(environment, List.of()),
                run,
                "https://hcp.example/" + run,
                "inputs",
                true,
                now));
        String status = real.changesNothing() ? "planned_and_finished" : "planned";
        return happens(new ChangeEvent.RealPlanRead(
                name(environment), run, seen(run.text(), status, !real.changesNothing()), real, stateChanged, now));
    }

    public Pull readsAgain(String environment) {
        return read(
                new ChangeEvent.Purpose.ForConfirm(
                        name(environment), attempt(environment).number()),
                seen(realRun(environment).text(), "planned", true));
    }

    public Pull confirmed(String environment) {
        return happens(
                new ChangeEvent.ConfirmAnswered(name(environment), realRun(environment), Confirmation.SENT, now));
    }

    public Pull runEnds(String environment, String status) {
        return happens(new ChangeEvent.RunMoved(
                name(environment),
                realRun(environment),
                seen(realRun(environment).text(), status, false),
                now));
    }

    /** The apply goes on, and its log tells how far it is. */
    public Pull applying(String environment, Progress progress) {
        return happens(new ChangeEvent.RunMoved(
                name(environment),
                realRun(environment),
                seen(realRun(environment).text(), "applying", false).with(progress),
                now));
    }

    /** The gate report as it would be for {@code /apply} now, on evidence as it is now. */
    public GateReport gates(String environment, @Nullable Integer destroys) {
        return gates(environment, destroys, null);
    }

    /** @param glass as in {@code --break-glass}; null without */
    public GateReport gates(String environment, @Nullable Integer destroys, Command.Apply.@Nullable BreakGlass glass) {
        Evidence evidence = evidence(now, null);
        Change read = Reviewing.withEvidence(change, evidence);
        Work work = read.work(name(environment))
                .map(known -> evidence.workspace(known.name()).map(known::with).orElse(known))
                .orElseThrow();
        Attempt.Asked asked = new Attempt.Asked.ByCommand(LEE, new Origin.Line(comments, 1), now, destroys, glass);
        return Situations.asked(read, work, shared, evidence, asked);
    }

    public Attempt attempt(String environment) {
        return java.util.Objects.requireNonNull(work(environment).attempt());
    }

    public Work work(String environment) {
        return change.work(name(environment)).orElseThrow();
    }

    public <E extends Effect> List<E> wanted(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public <A extends Answer> A answered(Class<A> kind) {
        return wanted(Effect.Reply.class).stream()
                .map(Effect.Reply::answer)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("no " + kind.getSimpleName() + " among " + effects + " because " + because));
    }
}
