package io.tidegate.configuration;

import io.tidegate.configuration.Yaml.Place;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Layout;
import io.tidegate.environment.Repository;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.environment.Rules;
import io.tidegate.environment.ShowLevel;
import io.tidegate.environment.Visibility;
import io.tidegate.flow.ConfigurationReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads {@code .github/tidegate.yml} and adds what is discovered in the tree. */
@Singleton
public final class YamlConfigurationReader implements ConfigurationReader {
    private static final int MOST_DISCOVERED = 500;

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
        Layout layout = Layout.of(paths);
        Written written = text == null ? Written.nothing() : Written.read(text, problems);
        List<Environment> environments = List.of();
        if (written.readable()) {
            List<Draft> drafts = new ArrayList<>(written.drafts());
            drafts.addAll(discovered(layout, written.named(), problems));
            Set<EnvironmentName> known = new HashSet<>(written.named());
            drafts.forEach(draft -> known.add(draft.name()));
            drafts = new ArrayList<>(Promotion.sound(drafts, known, problems));
            environments = complete(
                    drafts, new Completing(repository, visibility.show(), layout, written.defaults()), problems);
            if (environments.size() < drafts.size() && missing(drafts, written.defaults())) {
                Place place = text == null ? new Place(0, 0) : Place.START;
                problems.add(
                        place,
                        "`organization` is missing: write `organization: …` with the name of the HCP Terraform"
                                + " organisation");
            }
        }
        return new Configuration(commit, text != null, RepositoryRules.USUAL, environments, problems.all());
    }

    @Override
    public Asked readOrganization(String text) {
        return OrganizationText.read(text);
    }

    private static List<Draft> discovered(Layout layout, Set<EnvironmentName> named, Problems problems) {
        List<Draft> drafts = new ArrayList<>();
        layout.invalid()
                .forEach(directory -> problems.add(Words.quoted(directory)
                        + " is not taken for an environment: its name may hold a-z, 0-9, `_`, `.` and `-`; rename it or list it"
                        + " under `environments` with a `directory`"));
        layout.directories().forEach((name, places) -> {
            if (named.contains(name)) {
                return;
            }
            if (places.size() > 1) {
                problems.add("several directories are called " + name + " (" + String.join(", ", places) + "): list "
                        + name + " under `environments` with its `directory`");
            } else if (drafts.size() < MOST_DISCOVERED) {
                drafts.add(Draft.discovered(name, places.getFirst()));
            } else if (drafts.size() == MOST_DISCOVERED) {
                problems.add("more than " + MOST_DISCOVERED + " environments were found: " + name + " is left out");
            }
        });
        return drafts;
    }

    /**
     * @param show for environments that do not say
     * @param layout where an environment is that names no directory
     */
    private record Completing(Repository repository, ShowLevel show, Layout layout, Defaults defaults) {
        String directory(Draft draft) {
            return draft.directory().or(() -> layout.directory(draft.name())).orElse("environments/" + draft.name());
        }

        String workspace(Draft draft) {
            return draft.workspace()
                    .orElseGet(() -> defaults.workspace()
                            .replace("{repository}", repository.name())
                            .replace("{environment}", draft.name().text()));
        }
    }

    private List<Environment> complete(List<Draft> drafts, Completing completing, Problems problems) {
        Map<String, Environment> claims = new HashMap<>();
        Set<EnvironmentName> contested = new HashSet<>();
        List<Environment> environments = new ArrayList<>();
        for (Draft draft : drafts) {
            Optional<String> owner =
                    draft.organization().or(completing.defaults()::organization).or(() -> organization);
            String workspace = completing.workspace(draft);
            if (owner.isEmpty()) {
                continue;
            }
            if (!Defaults.isWorkspace(workspace)) {
                problems.add(
                        draft.place(),
                        draft.name() + " has no possible workspace: " + Words.quoted(workspace)
                                + " is not a name that HCP Terraform allows; write `workspace: …`");
                continue;
            }
            Environment environment = environment(draft, owner.get(), workspace, completing);
            // Names of workspaces are compared as HCP Terraform finds them, without regard to case.
            Environment other =
                    claims.putIfAbsent((owner.get() + "/" + workspace).toLowerCase(Locale.ROOT), environment);
            if (other != null) {
                problems.add(
                        draft.place(),
                        other.name() + " and " + draft.name() + " use the same workspace " + Words.quoted(workspace)
                                + ": give each one of its own");
                contested.add(other.name());
                contested.add(draft.name());
            }
            environments.add(environment);
        }
        environments.removeIf(environment -> contested.contains(environment.name()));
        return environments;
    }

    private Environment environment(Draft draft, String owner, String workspace, Completing completing) {
        Defaults defaults = completing.defaults();
        return new Environment(
                draft.name(),
                completing.directory(draft),
                owner,
                workspace,
                draft.paths(),
                draft.ignore(),
                draft.after().stream().map(Section.Placed::value).distinct().toList(),
                new Rules(
                        draft.apply().orElse(defaults.apply()),
                        draft.plan().orElse(defaults.plan()),
                        draft.approvals().orElse(defaults.approvals()),
                        defaults.rights().with(draft.rights()),
                        draft.confirmDestroy(),
                        draft.freezes(),
                        draft.show().or(defaults::show).orElse(completing.show()),
                        draft.planJson().orElse(defaults.planJson())));
    }

    private boolean missing(List<Draft> drafts, Defaults defaults) {
        return organization.isEmpty()
                && defaults.organization().isEmpty()
                && drafts.stream().anyMatch(draft -> draft.organization().isEmpty());
    }
}
