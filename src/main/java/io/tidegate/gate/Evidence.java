package io.tidegate.gate;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Pins;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts read for one decision. Nothing is confirmed on evidence that is older than 30 s.
 *
 * @param id unique; recorded with what was decided on it
 * @param readAt our clock, when reading began
 * @param reviews every person's last decisive review
 * @param comments ids of the {@code /approve} comments asked for that still exist
 * @param people those asked for, as they are now
 * @param movedOnBase environments whose inputs changed on the base branch since the commit their plan was made against
 * @param ownerships who owns what changes, of environments that ask for their approval
 * @param pins of environments that may be applied and ask for approvals, in the commit that would be applied
 * @param branches how the branch stands to the environments that may be applied; empty before the merge
 * @param tip the newest commit of the default branch
 * @param run the real run about which is decided, as it is now
 */
public record Evidence(
        String id,
        Instant readAt,
        PullRequest pullRequest,
        List<Review> reviews,
        List<Long> comments,
        List<Person> people,
        Configuration configuration,
        List<RequiredCheck> checks,
        List<EnvironmentName> movedOnBase,
        List<Ownership> ownerships,
        SortedMap<EnvironmentName, Pins> pins,
        SortedMap<EnvironmentName, Branch> branches,
        String tip,
        List<Workspace> workspaces,
        @Nullable RunSeen run) {
    /** @param changed what changed its state since the plan was made; null where nothing is known to have */
    public record Workspace(
            EnvironmentName environment,
            WorkspaceSeen seen,
            @Nullable StateChange changed) {
        public Workspace(EnvironmentName environment, WorkspaceSeen seen) {
            this(environment, seen, null);
        }
    }

    public Evidence {
        reviews = List.copyOf(reviews);
        comments = List.copyOf(comments);
        people = List.copyOf(people);
        checks = List.copyOf(checks);
        movedOnBase = List.copyOf(movedOnBase);
        ownerships = List.copyOf(ownerships);
        pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
        branches = Collections.unmodifiableSortedMap(new TreeMap<>(branches));
        workspaces = List.copyOf(workspaces);
    }

    /** What this person is here; nobody, when it was not read. */
    public Person person(Actor actor) {
        return people.stream()
                .filter(person -> person.actor().is(actor))
                .findFirst()
                .orElse(Person.of(actor, Permission.NONE));
    }

    /** The other pull requests that are applied with this one. */
    public List<Merged> merged(EnvironmentName environment) {
        return branches.getOrDefault(environment, Branch.CLEAR).merged();
    }

    /** What changed the state since the plan was made; null where nothing is known to have. */
    public @Nullable StateChange changed(EnvironmentName environment) {
        return workspaces.stream()
                .filter(w -> w.environment().equals(environment))
                .map(Workspace::changed)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public Optional<WorkspaceSeen> workspace(EnvironmentName environment) {
        return workspaces.stream()
                .filter(w -> w.environment().equals(environment))
                .map(Workspace::seen)
                .findFirst();
    }
}
