package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeEvent.GroupRead.Part;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.MergeGroup;
import io.tidegate.change.Planning;
import io.tidegate.change.Work;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Selection;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.gate.PullRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what a commit of the merge queue means to a pull request's environments, and who is ahead of it. */
@ApplicationScoped
class ReadingGroups {
    /** Of a queue that is longer the nearest are named. */
    private static final int MOST_AHEAD = 10;

    private static final int MOST_COMMITS = 50;

    private final Forge forge;
    private final Merges merges;
    private final Modules modules;
    private final Digesting digesting;
    private final Changes changes;
    private final InstantSource clock;

    ReadingGroups(
            Forge forge, Merges merges, Modules modules, Digesting digesting, Changes changes, InstantSource clock) {
        this.forge = forge;
        this.merges = merges;
        this.modules = modules;
        this.digesting = digesting;
        this.changes = changes;
        this.clock = clock;
    }

    Performed read(Change change, Effect.ReadGroup effect) {
        MergeGroup group = change.landing().group();
        Configuration configuration = change.configuration();
        PullRequest pull = change.pullRequest();
        if (group == null || !group.head().equals(effect.head()) || configuration == null || pull == null) {
            return new Performed.Done(List.of());
        }
        Repository repository = change.repository();
        SortedMap<EnvironmentName, String> inputs = new TreeMap<>();
        for (Work work : change.works()) {
            inputs.put(work.name(), digesting.inputs(repository, work.environment(), group.head()));
        }
        if (lookedAt(repository, configuration, pull)) {
            selected(repository, configuration, group)
                    .affected()
                    .forEach(affected -> inputs.put(affected.environment().name(), affected.inputs()));
        }
        boolean unchanged = change.works().stream()
                        .allMatch(work -> work.affected().inputs().equals(inputs.get(work.name())))
                && inputs.size() == change.works().size();
        List<Part> parts = inputs.entrySet().stream()
                .map(entry -> new Part(entry.getKey(), entry.getValue()))
                .toList();
        // Who is ahead matters only where they have changed something.
        List<MergeGroup.Ahead> ahead =
                unchanged ? List.of() : ahead(repository, pull.baseRef(), group, environments(change, configuration));
        return new Performed.Done(List.of(new ChangeEvent.GroupRead(group.head(), parts, ahead, clock.instant())));
    }

    private boolean lookedAt(Repository repository, Configuration configuration, PullRequest pull) {
        List<String> branches = configuration.rules().branches();
        return branches.isEmpty()
                ? pull.baseRef().equals(merges.defaultBranch(repository))
                : branches.contains(pull.baseRef());
    }

    /** What the pull request would affect on top of those ahead of it. */
    private Selection selected(Repository repository, Configuration configuration, MergeGroup group) {
        SortedMap<String, String> blobs = new TreeMap<>();
        forge.tree(repository, group.head()).forEach((path, entry) -> {
            if (!entry.mode().equals("160000")) {
                blobs.put(path, entry.blob());
            }
        });
        return Selecting.select(
                configuration.environments(),
                forge.compare(repository, group.base(), group.head()),
                true,
                blobs,
                modules.of(repository, group.head()));
    }

    private static List<Environment> environments(Change change, Configuration configuration) {
        Map<EnvironmentName, Environment> all = new TreeMap<>();
        change.works().forEach(work -> all.put(work.name(), work.environment()));
        configuration.environments().forEach(environment -> all.put(environment.name(), environment));
        return List.copyOf(all.values());
    }

    /** One group stands on the other: downwards, each commit that is another group's head is a pull request's merge. */
    private List<MergeGroup.Ahead> ahead(
            Repository repository, String branch, MergeGroup group, List<Environment> environments) {
        Map<String, Integer> numbers = new HashMap<>();
        merges.queue(repository, branch).forEach(queued -> numbers.put(queued.head(), queued.number()));
        String tip = forge.tip(repository, branch);
        List<String> heads = new ArrayList<>();
        String at = group.base();
        for (int i = 0; i < MOST_COMMITS && heads.size() <= MOST_AHEAD && !at.equals(tip); i++) {
            if (numbers.containsKey(at)) {
                heads.add(at);
            }
            List<String> parents = merges.parents(repository, at);
            if (parents.isEmpty()) {
                break;
            }
            at = parents.getFirst();
        }
        heads.add(at);
        ModuleGraph graph = modules.of(repository, group.head());
        List<MergeGroup.Ahead> ahead = new ArrayList<>();
        for (int i = 0; i + 1 < heads.size(); i++) {
            List<ChangedFile> files = forge.compare(repository, heads.get(i + 1), heads.get(i));
            ahead.add(one(repository, numbers.getOrDefault(heads.get(i), 0), files, environments, graph));
        }
        return ahead;
    }

    private MergeGroup.Ahead one(
            Repository repository,
            int number,
            List<ChangedFile> files,
            List<Environment> environments,
            ModuleGraph graph) {
        List<EnvironmentName> touched = environments.stream()
                .filter(environment -> Selecting.touches(environment, graph, files))
                .map(Environment::name)
                .toList();
        return new MergeGroup.Ahead(number, touched, unread(new ChangeId(repository.id(), number)));
    }

    /** Whether somebody must still read its code before a plan runs it. */
    private @Nullable String unread(ChangeId id) {
        Change other = changes.find(id).orElse(null);
        if (other == null || other.pullRequest() == null) {
            return "was never looked at by Tidegate. Push to it or comment `/plan` there.";
        }
        boolean held = other.works().stream()
                .anyMatch(work -> work.planning() instanceof Planning.Held waiting && waiting.release());
        return held ? "holds code that somebody must read before it is planned." : null;
    }
}
