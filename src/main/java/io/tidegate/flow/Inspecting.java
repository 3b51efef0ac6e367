package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.People;
import io.tidegate.environment.Affected;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rules;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Selection;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Person;
import io.tidegate.gate.PullRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a pull request as it is now, and which environments it affects. */
@ApplicationScoped
class Inspecting {
    private final Forge forge;
    private final Modules modules;
    private final ReadingPeople people;
    private final Claiming claiming;
    private final Configuring configuring;
    private final Proposing proposing;
    private final Owning owning;
    private final InstantSource clock;

    Inspecting(
            Forge forge,
            Modules modules,
            ReadingPeople people,
            Claiming claiming,
            Configuring configuring,
            Proposing proposing,
            Owning owning,
            InstantSource clock) {
        this.forge = forge;
        this.modules = modules;
        this.people = people;
        this.claiming = claiming;
        this.configuring = configuring;
        this.proposing = proposing;
        this.owning = owning;
        this.clock = clock;
    }

    Performed inspect(Effects.Claimed claimed, Change change) {
        Repository repository = claimed.repository();
        Forge.Inspection seen = forge.inspect(repository, claimed.change().number());
        PullRequest pull = seen.pullRequest();
        Configuring.Written written = new Configuring.Written(
                repository,
                pull.visibility(),
                seen.configurationCommit(),
                seen.configuration(),
                seen.tree().keySet());
        Configuration configuration = configuring.lately(written);
        // A tree of the default branch itself: no pull request gives up what is discovered there.
        if (seen.commit().equals(seen.configurationCommit())) {
            claiming.keep(repository, configuration);
        }
        // Of any other pull request the configuration says nothing.
        Selection selection = lookedAt(seen, configuration)
                ? Selecting.select(
                        configuration.environments(),
                        seen.files(),
                        seen.filesComplete(),
                        seen.tree(),
                        modules.of(repository, seen.commit()))
                : Selection.none();
        return new Performed.Done(List.of(new ChangeEvent.Inspected(
                pull,
                seen.commit(),
                seen.source(),
                configuration,
                selection,
                seen.contributors(),
                seen.unlinked(),
                persons(repository, change, seen, selection),
                owning.of(repository, configuration, seen.commit(), selection.affected()),
                proposing.of(seen, written, configuration),
                clock.instant())));
    }

    private static boolean lookedAt(Forge.Inspection seen, Configuration configuration) {
        List<String> branches = configuration.rules().branches();
        String base = seen.pullRequest().baseRef();
        return branches.isEmpty() ? base.equals(seen.defaultBranch()) : branches.contains(base);
    }

    /** Whose code would be planned, and what they are here: it decides whether it is planned unasked. */
    private List<Person> persons(Repository repository, Change change, Forge.Inspection seen, Selection selection) {
        if (selection.affected().isEmpty()
                || seen.pullRequest().life() != PullRequest.Life.OPEN
                || seen.pullRequest().fork()) {
            return List.of();
        }
        SortedSet<String> teams = new TreeSet<>();
        for (Affected affected : selection.affected()) {
            Rules rules = affected.environment().rules();
            teams.addAll(rules.rights().teams(rules.plan() == PlanMode.TRUSTED ? Right.APPROVE : Right.PLAN));
        }
        List<Actor> bringing = Stream.concat(change.people().contributors().stream(), seen.contributors().stream())
                .filter(People.Contributor::brings)
                .map(People.Contributor::actor)
                .toList();
        return people.of(repository, bringing, teams);
    }
}
