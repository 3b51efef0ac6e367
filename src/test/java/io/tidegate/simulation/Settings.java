package io.tidegate.simulation;

import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.MergeWhen;
import io.tidegate.environment.Minimums;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Repository;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.environment.Rules;
import io.tidegate.environment.Visibility;
import io.tidegate.flow.ConfigurationReader;
import io.tidegate.flow.ModuleSources;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the simulated repository is configured: two environments, applied by seed on command, on merge, or one after the other. */
final class Settings implements ConfigurationReader, ModuleSources {
    static final List<String> NAMES = List.of("dev", "prod");

    private final List<Environment> environments;
    private final RepositoryRules rules;

    Settings(Random random) {
        ApplyMode prod = random.nextInt(3) == 0 ? ApplyMode.ON_MERGE : ApplyMode.ON_COMMAND;
        boolean ordered = random.nextInt(3) == 0;
        environments = List.of(
                environment("dev", ApplyMode.ON_COMMAND, List.of()),
                environment("prod", prod, ordered ? List.of(new EnvironmentName("dev")) : List.of()));
        RepositoryRules.Merge merge =
                random.nextInt(4) == 0 ? RepositoryRules.Merge.AUTOMATIC : RepositoryRules.Merge.MANUAL;
        rules = new RepositoryRules(List.of(), MergeWhen.APPLIED, merge, 25);
    }

    private static Environment environment(String name, ApplyMode mode, List<EnvironmentName> after) {
        return new Environment(
                new EnvironmentName(name),
                "environments/" + name,
                "acme",
                "infra-" + name,
                List.of(),
                List.of(),
                after,
                Rules.USUAL.with(mode).with(ApprovalRule.of(1)));
    }

    @Override
    public Configuration read(
            Repository repository,
            Visibility visibility,
            String commit,
            @Nullable String text,
            Collection<String> paths) {
        return new Configuration(commit, true, rules, environments, List.of());
    }

    @Override
    public Asked readOrganization(String text) {
        return new Asked(Minimums.NONE, List.of());
    }

    /** Its files call no modules and use no providers from elsewhere. */
    @Override
    public ModuleGraph.Sources read(String path, String text) {
        return new ModuleGraph.Sources(List.of(), List.of(), false, Set.of(), true);
    }
}
