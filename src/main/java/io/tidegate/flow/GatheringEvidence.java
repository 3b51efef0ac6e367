package io.tidegate.flow;

import io.tidegate.change.Approval;
import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeEvent.Purpose;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Origin;
import io.tidegate.change.Planning;
import io.tidegate.change.Revision;
import io.tidegate.change.Work;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Pins;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Visibility;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.gate.Evidence;
import io.tidegate.gate.Ownership;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.RequiredCheck;
import io.tidegate.gate.Review;
import io.tidegate.run.RunId;
import io.tidegate.run.RunSeen;
import io.tidegate.run.WorkspaceSeen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what a decision needs, as it is now: nothing here comes from what was stored before. */
@ApplicationScoped
class GatheringEvidence {
    private final Forge forge;
    private final Runs runs;
    private final Claiming claiming;
    private final Modules modules;
    private final ReadingPeople people;
    private final Configuring configuring;
    private final Owning owning;
    private final Branches branches;
    private final InstantSource clock;

    GatheringEvidence(
            Forge forge,
            Runs runs,
            Claiming claiming,
            Modules modules,
            ReadingPeople people,
            Configuring configuring,
            Owning owning,
            Branches branches,
            InstantSource clock) {
        this.forge = forge;
        this.runs = runs;
        this.claiming = claiming;
        this.modules = modules;
        this.configuring = configuring;
        this.people = people;
        this.owning = owning;
        this.branches = branches;
        this.clock = clock;
    }

    Performed read(Effects.Claimed claimed, Change change, Purpose purpose) {
        Instant readAt = clock.instant();
        Repository repository = claimed.repository();
        PullRequest pull = forge.pullRequest(repository, change.id().number());
        List<Work> judged = Concerned.works(change, purpose);
        boolean toApply = !judged.isEmpty();
        boolean open = pull.life() == PullRequest.Life.OPEN;
        boolean merged = pull.life() == PullRequest.Life.MERGED;
        Map<String, EnvironmentState> waiting = merged ? branches.waiting(judged) : Map.of();
        String tip = toApply ? forge.tip(repository, pull.baseRef()) : pull.base();
        List<RequiredCheck> checks =
                toApply && open ? forge.requiredChecks(repository, pull.baseRef(), pull.head()) : List.of();
        List<Review> reviews = forge.reviews(repository, change.id().number());
        Configuration configuration = configuration(repository, pull.visibility(), change);
        List<Ownership> ownerships = ownerships(repository, change, configuration);
        Evidence evidence = new Evidence(
                "evidence-" + claimed.number() + "-" + claimed.generation() + "-" + claimed.tries(),
                readAt,
                pull,
                reviews,
                standing(repository, change, purpose),
                people.of(
                        repository,
                        Concerned.people(change, purpose, reviews),
                        Concerned.teams(change, configuration, ownerships)),
                configuration,
                checks,
                toApply && open ? moved(repository, change, tip) : List.of(),
                ownerships,
                open ? new TreeMap<>() : pins(repository, judged, configuration, tip),
                merged ? branches.of(change, purpose, judged, waiting, configuration, tip) : new TreeMap<>(),
                tip,
                judged.stream().map(work -> workspace(repository, work)).toList(),
                run(change, purpose));
        return new Performed.Done(List.of(new ChangeEvent.EvidenceRead(purpose, evidence, clock.instant())));
    }

    private Evidence.Workspace workspace(Repository repository, Work work) {
        WorkspaceSeen seen = claiming.look(repository, work.environment());
        // Under way it is known already, and the run's own plan is compared.
        return work.planning() instanceof Planning.Planned planned && !work.applyGoesOn()
                ? new Evidence.Workspace(
                        work.name(),
                        seen,
                        runs.changedSince(repository, seen, planned.at()).orElse(null))
                : new Evidence.Workspace(work.name(), seen);
    }

    private List<Long> standing(Repository repository, Change change, Purpose purpose) {
        List<Long> standing = new ArrayList<>();
        for (Approval approval : change.approvals()) {
            if (approval.kind() == Approval.Kind.COMMENT && forge.commentExists(repository, approval.id())) {
                standing.add(approval.id());
            }
        }
        if (purpose instanceof Purpose.ForCommand p
                && p.origin() instanceof Origin.Line line
                && !standing.contains(line.comment())) {
            standing.add(line.comment());
        }
        return standing;
    }

    private List<Ownership> ownerships(Repository repository, Change change, Configuration configuration) {
        Revision revision = change.revision();
        return revision == null
                ? List.of()
                : owning.of(
                        repository,
                        configuration,
                        revision.commit(),
                        change.works().stream().map(Work::affected).toList());
    }

    /** Of the branch, which after the merge is what is applied. */
    private SortedMap<EnvironmentName, Pins> pins(
            Repository repository, List<Work> judged, Configuration configuration, String tip) {
        SortedMap<EnvironmentName, Pins> pins = new TreeMap<>();
        for (Work work : judged) {
            String directory = configuration
                    .environment(work.name())
                    .orElse(work.environment())
                    .directory();
            pins.put(work.name(), Pins.of(directory, modules.of(repository, tip)));
        }
        return pins;
    }

    /** The file as it is now on the default branch, with what is discovered in the planned tree. */
    private Configuration configuration(Repository repository, Visibility visibility, Change change) {
        Forge.ConfigurationFile file = forge.configuration(repository);
        Revision revision = change.revision();
        Set<String> paths = revision == null
                ? Set.of()
                : forge.tree(repository, revision.commit()).keySet();
        return configuring.now(new Configuring.Written(repository, visibility, file.commit(), file.text(), paths));
    }

    private List<EnvironmentName> moved(Repository repository, Change change, String tip) {
        Revision revision = change.revision();
        if (revision == null || revision.base().equals(tip)) {
            return List.of();
        }
        List<ChangedFile> files = forge.compare(repository, revision.base(), tip);
        if (files.isEmpty()) {
            return List.of();
        }
        ModuleGraph graph = modules.of(repository, revision.commit());
        return change.works().stream()
                .filter(work -> Selecting.touches(work.environment(), graph, files))
                .map(Work::name)
                .toList();
    }

    private @Nullable RunSeen run(Change change, Purpose purpose) {
        if (!(purpose instanceof Purpose.ForConfirm p)) {
            return null;
        }
        RunId id = change.work(p.environment())
                .map(Work::attempt)
                .map(Attempt::run)
                .orElse(null);
        return id == null ? null : runs.read(id);
    }
}
