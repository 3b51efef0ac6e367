package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Selection;
import io.tidegate.flow.Performer.Performed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/** Reads a pull request as it is now, and which environments it affects. */
@ApplicationScoped
class Inspecting {
    private final Forge forge;
    private final Modules modules;
    private final Claiming claiming;
    private final ConfigurationReader configurations;
    private final InstantSource clock;

    Inspecting(
            Forge forge, Modules modules, Claiming claiming, ConfigurationReader configurations, InstantSource clock) {
        this.forge = forge;
        this.modules = modules;
        this.claiming = claiming;
        this.configurations = configurations;
        this.clock = clock;
    }

    Performed inspect(Effects.Claimed claimed) {
        Repository repository = claimed.repository();
        Forge.Inspection seen = forge.inspect(repository, claimed.change().number());
        Configuration configuration = configurations.read(
                repository,
                seen.pullRequest().visibility(),
                seen.configurationCommit(),
                seen.configuration(),
                seen.tree().keySet());
        // A tree of the default branch itself: no pull request gives up what is discovered there.
        if (seen.commit().equals(seen.configurationCommit())) {
            claiming.keep(repository, configuration);
        }
        // Only pull requests into the default branch: its configuration says nothing about any other.
        Selection selection = seen.pullRequest().baseRef().equals(seen.defaultBranch())
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
                clock.instant())));
    }
}
