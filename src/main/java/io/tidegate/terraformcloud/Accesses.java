package io.tidegate.terraformcloud;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Secrets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tokens as configured, and the rule which repository may use which workspace with them. */
final class Accesses {
    private final List<Access> all;
    private final Function<String, List<Repository>> neighbours;

    /** @param neighbours allowed repositories after which a workspace may be named */
    Accesses(List<Access> all, Function<String, List<Repository>> neighbours) {
        this.all = List.copyOf(all);
        this.neighbours = neighbours;
    }

    /** @throws IllegalStateException naming the key that is missing or empty, and what to set */
    static Accesses of(
            TerraformConfiguration configuration, Secrets secrets, Function<String, List<Repository>> neighbours) {
        List<Access> all = new ArrayList<>();
        int index = 0;
        for (TerraformConfiguration.Organization organization : configuration.organizations()) {
            String key = "tidegate.terraform.organizations[" + index++ + "]";
            if (organization.name().isBlank() || organization.token().isBlank()) {
                throw new IllegalStateException(
                        key + " needs a name and a token: set " + key + ".name and " + key + ".token.");
            }
            all.add(new Access(
                    organization.name(),
                    token(secrets, key + ".token"),
                    organization.owners().orElse(List.of()),
                    organization.workspaces().orElse(List.of()),
                    organization.decided().orElse(List.of()).stream()
                            .map(text -> ruling(key, text))
                            .toList()));
        }
        boolean alone = configuration.token().filter(text -> !text.isBlank()).isPresent();
        if (alone && all.isEmpty()) {
            all.add(new Access(null, token(secrets, "tidegate.terraform.token"), List.of(), List.of(), List.of()));
        } else if (alone) {
            throw new IllegalStateException(
                    "Both tidegate.terraform.token and tidegate.terraform.organizations are set:"
                            + " the token alone would open every organisation to every owner. Remove one of them.");
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("tidegate.terraform.token is missing: set it to a team or user token of HCP"
                    + " Terraform, or set tidegate.terraform.organizations[0].name and .token.");
        }
        return new Accesses(all, neighbours);
    }

    private static Token token(Secrets secrets, String key) {
        return new Token(secrets.follow(
                key,
                text -> text.filter(given -> !given.isBlank())
                        .orElseThrow(() -> new IllegalStateException(key + " is missing: put a token there."))));
    }

    private static Ruling ruling(String key, String text) {
        return Ruling.read(text)
                .orElseThrow(() -> new IllegalStateException(key + ".decided holds what is no decision: write"
                        + " workspace=71234 with the repository's id, or workspace=owner/name, separated by commas."));
    }

    List<Access> all() {
        return all;
    }

    /** The token for a workspace that was read for this repository, with its consent, just before. */
    Access used(Repository repository, String organization, String workspace) {
        return switch (consent(repository, organization, workspace)) {
            case Consent.Given given -> given.access();
            case Consent.Tagged tagged -> tagged.access();
        };
    }

    /** @throws Outside.Refused where no tag could help: other owners' organisation, or the operator decided otherwise */
    Consent consent(Repository repository, String organization, String workspace) {
        List<Access> mapped = all.stream()
                .filter(access -> access.reaches(organization) && access.serves(repository))
                .toList();
        if (mapped.isEmpty()) {
            throw new Outside.Refused(
                    "Repositories of " + repository.owner() + " may not use the HCP Terraform organisation "
                            + organization + " here.",
                    "Name an organisation that is mapped to " + repository.owner()
                            + ", or have the operator add it under tidegate.terraform.organizations.");
        }
        // Another mapping of the same organisation may hold the decision about it.
        Optional<Ruling> ruling = all.stream()
                .filter(access -> access.reaches(organization))
                .flatMap(access -> access.ruling(workspace).stream())
                .findFirst();
        if (ruling.isPresent()) {
            return decided(repository, workspace, ruling.get(), mapped.getFirst());
        }
        Optional<Access> allowing = mapped.stream()
                .filter(access -> access.allows(repository, workspace))
                .findFirst();
        if (allowing.isPresent()) {
            return new Consent.Given(allowing.get(), false);
        }
        if (!Access.named(repository, workspace)) {
            return new Consent.Tagged(mapped.getFirst(), refused(repository, workspace));
        }
        return longer(repository, organization, workspace)
                .<Consent>map(other -> new Consent.Tagged(mapped.getFirst(), refused(repository, workspace, other)))
                .orElseGet(() -> new Consent.Given(mapped.getFirst(), false));
    }

    private static Consent decided(Repository repository, String workspace, Ruling ruling, Access access) {
        if (ruling.means(repository)) {
            return new Consent.Given(access, true);
        }
        throw new Outside.Refused(
                "The operator decided that the workspace " + workspace + " is another repository's.",
                "Use a workspace of this repository's own, or have the operator change"
                        + " tidegate.terraform.organizations[].decided.");
    }

    /** The allowed repository with the longest name that the workspace begins with, where it is longer than this one's. */
    private Optional<Repository> longer(Repository repository, String organization, String workspace) {
        return neighbours.apply(workspace).stream()
                .filter(other -> other.name().length() > repository.name().length())
                .filter(other -> all.stream().anyMatch(access -> access.reaches(organization) && access.serves(other)))
                .max(Comparator.comparingInt(other -> other.name().length()));
    }

    private static Outside.Refused refused(Repository repository, String workspace) {
        return new Outside.Refused(
                "The repository " + repository.fullName() + " may not use the workspace " + workspace + ".",
                "Use a workspace named " + repository.name() + " or " + repository.name() + "-…, "
                        + otherwise(repository));
    }

    /** Names of private repositories are told to people of the same owner only. */
    private static Outside.Refused refused(Repository repository, String workspace, Repository other) {
        String who = other.owner().equalsIgnoreCase(repository.owner())
                ? "the repository " + other.fullName()
                : "another repository";
        return new Outside.Refused(
                "The repository " + repository.fullName() + " may not use the workspace " + workspace
                        + ": its name fits that of " + who + " better.",
                "Name a workspace of this repository's own, " + otherwise(repository));
    }

    private static String otherwise(Repository repository) {
        return "tag the workspace tidegate-repository-" + repository.id()
                + " in HCP Terraform, or have the operator allow it under"
                + " tidegate.terraform.organizations[].workspaces.";
    }
}
