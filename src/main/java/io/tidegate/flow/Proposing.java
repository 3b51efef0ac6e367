package io.tidegate.flow;

import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Proposal;
import io.tidegate.gate.CodeOwners;
import io.tidegate.gate.PullRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a pull request would make of the configuration; it governs nothing before it is merged. */
@ApplicationScoped
class Proposing {
    private final Forge forge;
    private final Configuring configuring;

    Proposing(Forge forge, Configuring configuring) {
        this.forge = forge;
        this.configuring = configuring;
    }

    /** @return null where it changes neither the configuration nor who owns code, or not on the default branch */
    @Nullable
    Proposal of(Forge.Inspection seen, Configuring.Written written, Configuration holding) {
        boolean wanted = seen.pullRequest().life() == PullRequest.Life.OPEN
                && seen.pullRequest().baseRef().equals(seen.defaultBranch());
        Set<String> changed = changed(seen.files());
        List<String> owners =
                CodeOwners.PLACES.stream().filter(changed::contains).toList();
        boolean touched = changed.contains(Proposal.FILE) || !seen.filesComplete();
        if (!wanted || owners.isEmpty() && !touched) {
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

    /** Both sides of a rename: moved away, the file is gone. */
    private static Set<String> changed(List<ChangedFile> files) {
        Set<String> changed = new HashSet<>();
        for (ChangedFile file : files) {
            changed.add(file.path());
            if (file.previousPath() != null) {
                changed.add(file.previousPath());
            }
        }
        return changed;
    }
}
