package io.tidegate.terraformcloud;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tokens as configured, and the rule which repository may use which workspace with them. */
final class Accesses {
    private final List<Access> all;

    Accesses(List<Access> all) {
        this.all = List.copyOf(all);
    }

    /** @throws IllegalStateException naming the key that is missing or empty, and what to set */
    static Accesses of(TerraformConfiguration configuration) {
        List<Access> all = new ArrayList<>();
        int index = 0;
        for (TerraformConfiguration.Organization organization : configuration.organizations()) {
            String key = "tidegate.terraform.organizations[" + index++ + "]";
            Token token = new Token(organization.token());
            if (organization.name().isBlank() || token.isBlank()) {
                throw new IllegalStateException(
                        key + " needs a name and a token: set " + key + ".name and " + key + ".token.");
            }
            all.add(new Access(
                    organization.name(),
                    token,
                    organization.owners().orElse(List.of()),
                    organization.workspaces().orElse(List.of())));
        }
        Optional<Token> alone = configuration.token().map(Token::new).filter(token -> !token.isBlank());
        if (alone.isPresent() && all.isEmpty()) {
            all.add(new Access(null, alone.get(), List.of(), List.of()));
        } else if (alone.isPresent()) {
            throw new IllegalStateException(
                    "Both tidegate.terraform.token and tidegate.terraform.organizations are set:"
                            + " the token alone would open every organisation to every owner. Remove one of them.");
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("tidegate.terraform.token is missing: set it to a team or user token of HCP"
                    + " Terraform, or set tidegate.terraform.organizations[0].name and .token.");
        }
        return new Accesses(all);
    }

    List<Access> all() {
        return all;
    }

    /** @throws Outside.Refused unless the server's configuration lets this repository use that workspace */
    Access forWorkspace(Repository repository, String organization, String workspace) {
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
        return mapped.stream()
                .filter(access -> access.consents(repository, workspace))
                .findFirst()
                .orElseThrow(() -> new Outside.Refused(
                        "The repository " + repository.fullName() + " may not use the workspace " + workspace + ".",
                        "Use a workspace named " + repository.name() + " or " + repository.name()
                                + "-…, or have the operator allow it under"
                                + " tidegate.terraform.organizations[].workspaces."));
    }
}
