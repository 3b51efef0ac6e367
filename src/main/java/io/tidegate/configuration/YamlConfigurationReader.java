package io.tidegate.configuration;

import io.tidegate.configuration.Yaml.Place;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Visibility;
import io.tidegate.flow.ConfigurationReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads {@code .github/tidegate.yml} and adds what is discovered in the tree. */
@Singleton
public final class YamlConfigurationReader implements ConfigurationReader {
    private final Optional<String> organization;

    /** The server's organisation is the default where it has exactly one. */
    @Inject
    public YamlConfigurationReader(
            @ConfigProperty(name = "tidegate.terraform.organizations[0].name") Optional<String> first,
            @ConfigProperty(name = "tidegate.terraform.organizations[1].name") Optional<String> second) {
        this(second.isPresent() ? Optional.empty() : first);
    }

    /** @param organization for environments that name none */
    public YamlConfigurationReader(Optional<String> organization) {
        this.organization = organization;
    }

    @Override
    public Configuration read(
            Repository repository,
            Visibility visibility,
            String commit,
            @Nullable String text,
            Collection<String> paths) {
        Problems problems = new Problems();
        Written written = text == null ? Written.nothing() : Written.read(text, problems);
        List<Environment> environments = List.of();
        List<Problem> warnings = List.of();
        if (written.readable()) {
            Tree tree = Tree.of(paths);
            Completing completing =
                    new Completing(repository, visibility.show(), tree, written.defaults(), organization);
            List<Draft> drafts = Gathering.of(written, tree, problems);
            environments = completing.environments(drafts, problems);
            warnings = Orders.doubtful(drafts, written.repository().mergeWhen());
            if (drafts.stream().anyMatch(draft -> completing.organization(draft).isEmpty())) {
                problems.add(
                        text == null ? new Place(0, 0) : Place.START,
                        "`organization` is missing: write `organization: …` with the name of the HCP Terraform"
                                + " organisation");
            }
        }
        return new Configuration(
                commit, text != null, written.repository(), environments, problems.all(), warnings, null);
    }

    @Override
    public Asked readOrganization(String text) {
        return OrganizationText.read(text);
    }
}
