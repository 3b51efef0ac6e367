package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Proposal;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Selection;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.gate.PullRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a pull request as it is now, and which environments it affects. */
@ApplicationScoped
class Inspecting {
    private final Forge forge;
    private final Modules modules;
    private final Claiming claiming;
    private final Configuring configuring;
    private final InstantSource clock;

    Inspecting(Forge forge, Modules modules, Claiming claiming, Configuring configuring, InstantSource clock) {
        this.forge = forge;
        this.modules = modules;
        this.claiming = claiming;
        this.configuring = configuring;
        this.clock = clock;
    }

    Performed inspect(Effects.Claimed claimed) {
        Repository repository = claimed.repository();
        Forge.Inspection seen = forge.inspect(repository, claimed.change().number());
        Configuring.Written written = new Configuring.Written(
                repository,
                seen.pullRequest().visibility(),
                seen.configurationCommit(),
                seen.configuration(),
                seen.tree().keySet());
        Configuration configuration = configuring.lately(written);
        // A tree of the default branch itself: no pull request gives up what is discovered there.
        if (seen.commit().equals(seen.configurationCommit())) {
            claiming.keep(repository, configuration);
        }
        // Only pull requests into the default branch: its configuration says nothing about any other.
        boolean looked = seen.pullRequest().baseRef().equals(seen.defaultBranch());
        Selection selection = looked
                ? Selecting.select(
                        configuration.environments(),
                        seen.files(),
                        seen.filesComplete(),
                        seen.tree(),
                        modules.of(repository, seen.commit()))
                : Selection.none();
        return new Performed.Done(List.of(new ChangeEvent.Inspected(
                seen.pullRequest(),
                seen.commit(),
                seen.source(),
                configuration,
                selection,
                seen.contributors(),
                seen.unlinked(),
                looked ? proposal(seen, written, configuration) : null,
                clock.instant())));
    }

    /** What the pull request would make of the configuration; it governs nothing before it is merged. */
    private @Nullable Proposal proposal(Forge.Inspection seen, Configuring.Written written, Configuration holding) {
        Set<String> changed = new HashSet<>();
        for (ChangedFile file : seen.files()) {
            changed.add(file.path());
            if (file.previousPath() != null) {
                changed.add(file.previousPath());
            }
        }
        List<String> owners = Proposal.OWNERS.stream().filter(changed::contains).toList();
        boolean touched = changed.contains(Proposal.FILE) || !seen.filesComplete();
        if (seen.pullRequest().life() != PullRequest.Life.OPEN || owners.isEmpty() && !touched) {
            return null;
        }
        if (!touched) {
            return new Proposal(List.of(), List.of(), List.of(), owners);
        }
        try {
            String text =
                    forge.configuration(written.repository(), seen.commit()).text();
            return configuring.propose(holding, written.with(seen.commit(), text), owners);
        } catch (Outside.Refused refused) {
            Problem problem = new Problem(Proposal.FILE, 0, 0, Sentences.of(refused));
            return new Proposal(List.of(problem), List.of(), List.of(), owners);
        }
    }
}
