package io.tidegate.flow;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.run.Tenure;
import io.tidegate.run.WorkspaceSeen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads workspaces for a repository that may use them, and sees to it that no two repositories do. */
@ApplicationScoped
class Claiming {
    private static final Logger LOG = Logger.getLogger(Claiming.class);

    /** Workspaces, as {@link Runs#workspace} gives them. */
    interface Workspaces {
        WorkspaceSeen of(Repository repository, Environment environment);
    }

    private final Workspaces workspaces;
    private final Claims claims;

    @Inject
    Claiming(Runs runs, Claims claims) {
        this((Workspaces) runs::workspace, claims);
    }

    Claiming(Workspaces workspaces, Claims claims) {
        this.workspaces = workspaces;
        this.claims = claims;
    }

    /**
     * For a plan, which makes the claim. Whoever claimed first goes on planning while it is contested. The other does
     * not: a plan would run its code with the credentials of a workspace that may have been given to it by its name alone.
     *
     * @throws Outside.Refused also when another repository claimed it earlier
     */
    WorkspaceSeen claim(Repository repository, Environment environment) {
        WorkspaceSeen seen = workspaces.of(repository, environment);
        List<Claims.Claim> all = claims.claim(seen, repository, environment.name());
        if (seen.tenure() instanceof Tenure.Decided) {
            claims.decide(seen, repository);
            return seen;
        }
        WorkspaceSeen judged = judged(seen, repository, all);
        boolean first = all.isEmpty() || all.getFirst().repository().id() == repository.id();
        if (judged.tenure() instanceof Tenure.Contested(String reason, String remedy) && !first) {
            throw new Outside.Refused(reason, remedy);
        }
        return judged;
    }

    /** As it is now, for a decision about an apply; claims nothing. */
    WorkspaceSeen look(Repository repository, Environment environment) {
        WorkspaceSeen seen = workspaces.of(repository, environment);
        return seen.tenure() instanceof Tenure.Decided ? seen : judged(seen, repository, claims.on(seen));
    }

    /** Gives up what a sound configuration of the default branch no longer names. */
    void keep(Repository repository, Configuration configuration) {
        if (configuration.problems().isEmpty()) {
            claims.keep(
                    repository,
                    configuration.environments().stream()
                            .map(environment -> new Claims.Named(environment.organization(), environment.workspace()))
                            .toList());
        }
    }

    private static WorkspaceSeen judged(WorkspaceSeen seen, Repository repository, List<Claims.Claim> all) {
        Optional<Claims.Claim> other = all.stream()
                .filter(claim -> claim.repository().id() != repository.id())
                .findFirst();
        if (other.isEmpty()) {
            return seen;
        }
        Claims.Claim claim = other.get();
        LOG.warnf(
                "The workspace %s/%s is claimed by %s (%d) and by %s (%d): nothing is applied there until"
                        + " tidegate.terraform.organizations[].decided says whose it is",
                seen.organization(),
                seen.name(),
                repository.fullName(),
                repository.id(),
                claim.repository().fullName(),
                claim.repository().id());
        return seen.with(contested(seen, repository, claim));
    }

    /** Names of private repositories are told to people of the same owner only. */
    private static Tenure contested(WorkspaceSeen seen, Repository repository, Claims.Claim claim) {
        boolean known = claim.repository().owner().equalsIgnoreCase(repository.owner());
        return new Tenure.Contested(
                "The workspace " + seen.name() + " is claimed by this repository and by "
                        + (known
                                ? claim.repository().fullName() + " (environment " + claim.environment() + ")"
                                : "another repository")
                        + ", so nothing is applied there",
                "The operator decides whose it is: `" + seen.name() + "=" + repository.id()
                        + "` in `tidegate.terraform.organizations[].decided` gives it to this repository");
    }
}
