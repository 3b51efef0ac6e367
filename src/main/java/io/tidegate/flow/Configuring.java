package io.tidegate.flow;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Difference;
import io.tidegate.environment.Differences;
import io.tidegate.environment.Minimums;
import io.tidegate.environment.Proposal;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration as it holds: what the repository says, tightened by what the server and the organisation ask. */
@ApplicationScoped
class Configuring {
    private final ConfigurationReader reader;
    private final Minimums server;
    private final OrganizationRules organization;

    Configuring(ConfigurationReader reader, Minimums server, OrganizationRules organization) {
        this.reader = reader;
        this.server = server;
        this.organization = organization;
    }

    /**
     * A repository's file, and where its environments are.
     *
     * @param text null when there is no file
     * @param paths every path of the tree in which environments are discovered
     */
    record Written(
            Repository repository,
            Visibility visibility,
            String commit,
            @Nullable String text,
            Collection<String> paths) {
        Written with(String otherCommit, @Nullable String otherText) {
            return new Written(repository, visibility, otherCommit, otherText, paths);
        }
    }

    /** For an apply: nothing of it is remembered. */
    Configuration now(Written written) {
        return holding(written, organization.now(written.repository()));
    }

    /** For plans and what is shown. */
    Configuration lately(Written written) {
        return holding(written, organization.lately(written.repository()));
    }

    /** What another text would make of the configuration that holds. */
    Proposal propose(Configuration holding, Written proposed, List<String> owners) {
        Configuration asked = read(proposed);
        Configuration next = server.and(
                        organization.lately(proposed.repository()).minimums())
                .tighten(asked);
        if (!asked.problems().isEmpty()) {
            // An environment in which something is wrong is left out, and would look as if it were to go.
            return new Proposal(asked.problems(), asked.warnings(), List.of(), List.of(), owners);
        }
        List<Difference> raised = Differences.between(asked, next);
        return new Proposal(List.of(), asked.warnings(), Differences.between(holding, next), raised, owners);
    }

    private Configuration holding(Written written, OrganizationRules.Holding holding) {
        Configuration tightened = server.and(holding.minimums()).tighten(read(written));
        return holding.file() == null ? tightened : tightened.with(holding.file());
    }

    private Configuration read(Written written) {
        return reader.read(
                written.repository(), written.visibility(), written.commit(), written.text(), written.paths());
    }
}
