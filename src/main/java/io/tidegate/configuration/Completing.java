package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Layout;
import io.tidegate.environment.Repository;
import io.tidegate.environment.ShowLevel;
import io.tidegate.environment.Terragrunt;
import io.tidegate.environment.VarFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes environments of drafts: every value that nobody wrote follows from the layout, the repository and the server.
 *
 * @param show for environments that do not say
 * @param organization for environments that name none
 */
record Completing(Repository repository, ShowLevel show, Tree tree, Defaults defaults, Optional<String> organization) {

    List<Environment> environments(List<Draft> drafts, Problems problems) {
        Map<String, EnvironmentName> claims = new HashMap<>();
        Set<EnvironmentName> contested = new HashSet<>();
        List<Environment> environments = new ArrayList<>();
        for (Draft draft : drafts) {
            Optional<String> owner = organization(draft);
            String workspace = workspace(draft);
            if (owner.isEmpty() || !fits(draft, workspace, problems)) {
                continue;
            }
            // Names of workspaces are compared as HCP Terraform finds them, without regard to case.
            EnvironmentName other =
                    claims.putIfAbsent((owner.get() + "/" + workspace).toLowerCase(Locale.ROOT), draft.name());
            if (other != null) {
                problems.add(
                        draft.place(),
                        other + " and " + draft.name() + " use the same workspace " + Words.quoted(workspace)
                                + ": give each one of its own");
                contested.add(other);
                contested.add(draft.name());
            }
            environments.add(environment(draft, owner.get(), workspace));
        }
        environments.removeIf(environment -> contested.contains(environment.name()));
        return sharing(environments);
    }

    /** Empty where nobody names one. */
    Optional<String> organization(Draft draft) {
        return draft.organization().or(defaults::organization).or(() -> organization);
    }

    private String workspace(Draft draft) {
        return draft.workspace()
                .orElseGet(() -> defaults.workspace()
                        .replace("{repository}", repository.name())
                        .replace("{environment}", draft.name().text()));
    }

    private String directory(Draft draft) {
        return draft.directory()
                .map(Placed::value)
                .or(() -> tree.layout().place(draft.name()).map(Layout.Place::directory))
                .orElse("environments/" + draft.name());
    }

    private List<String> varFiles(Draft draft) {
        return draft.terms()
                .varFiles()
                .map(written -> written.stream().map(Placed::value).distinct().toList())
                .or(() -> tree.layout()
                        .place(draft.name())
                        .filter(place -> place.directory().equals(directory(draft)))
                        .map(Layout.Place::varFiles))
                .orElse(List.of());
    }

    private boolean fits(Draft draft, String workspace, Problems problems) {
        int before = problems.count();
        if (!Defaults.isWorkspace(workspace)) {
            problems.add(
                    draft.place(),
                    draft.name() + " has no possible workspace: " + Words.quoted(workspace)
                            + " is not a name that HCP Terraform allows; write `workspace: …`");
        }
        draft.terms().varFiles().orElse(List.of()).stream()
                .filter(file -> !tree.paths().contains(file.value()))
                .forEach(file -> problems.add(
                        file.place(),
                        "the variable file " + Words.quoted(file.value()) + " of " + draft.name()
                                + " does not exist: write its path from the repository's root"));
        if (tree.terragrunt().contains(directory(draft))) {
            problems.add(
                    draft.directory().map(Placed::place).orElse(draft.place()),
                    Words.quoted(directory(draft)) + " holds Terragrunt's files and none of Terraform's. "
                            + Terragrunt.WHY);
        }
        return problems.count() == before;
    }

    private Environment environment(Draft draft, String owner, String workspace) {
        return new Environment(
                draft.name(),
                directory(draft),
                owner,
                workspace,
                draft.terms().paths().orElse(List.of()),
                draft.terms().ignore().orElse(List.of()),
                new VarFiles(varFiles(draft), false),
                draft.after().stream().map(Placed::value).distinct().toList(),
                draft.terms().rules(show));
    }

    /** Says of each environment whether variable files of others lie in its directory. */
    private static List<Environment> sharing(List<Environment> environments) {
        TreeMap<String, Set<EnvironmentName>> owners = new TreeMap<>();
        environments.forEach(environment -> environment
                .varFiles()
                .files()
                .forEach(file ->
                        owners.computeIfAbsent(file, f -> new HashSet<>()).add(environment.name())));
        return environments.stream()
                .map(environment -> environment.sharing(anothers(environment, owners)))
                .toList();
    }

    private static boolean anothers(Environment environment, TreeMap<String, Set<EnvironmentName>> owners) {
        String directory = environment.directory();
        Map<String, Set<EnvironmentName>> there =
                directory.isEmpty() ? owners : owners.subMap(directory + "/", directory + "0");
        // A variable file in the directory means a flat layout, where those of others may come at any time.
        return environment.varFiles().files().stream().anyMatch(there::containsKey)
                || there.values().stream().anyMatch(names -> !names.contains(environment.name()));
    }
}
