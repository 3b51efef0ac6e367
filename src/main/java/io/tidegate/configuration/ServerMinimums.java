package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.Minimum;
import io.tidegate.environment.Minimums;
import io.tidegate.environment.PathPattern;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes minimums out of the server's configuration. */
@Singleton
public final class ServerMinimums {
    private static final String KEY = "tidegate.minimums";

    /** @throws IllegalStateException naming the key whose value cannot be used */
    @Produces
    @Singleton
    Minimums minimums(
            MinimumsConfiguration configuration,
            @ConfigProperty(name = "tidegate.break-glass") Optional<List<String>> breakGlass) {
        return of(configuration).and(breakGlass(breakGlass.orElse(List.of())));
    }

    /** Who may break glass anywhere: said beside the minimums, and as far from repositories. */
    static Minimums breakGlass(List<String> written) {
        List<Grantee> grantees = written.stream()
                .map(text -> Grantee.read(text)
                        .orElseThrow(() -> new IllegalStateException("tidegate.break-glass holds " + Words.quoted(text)
                                + ": write `team:` with a team's slug, `user:` with a login, or a permission.")))
                .toList();
        return grantees.isEmpty()
                ? Minimums.NONE
                : new Minimums(List.of(
                        new Minimum(List.of(), null, null, null, false, null, null, List.of(), null, grantees)));
    }

    static Minimums of(MinimumsConfiguration configuration) {
        List<Minimum> all = new ArrayList<>();
        all.add(minimum(KEY, List.of(), configuration));
        for (int i = 0; i < configuration.rules().size(); i++) {
            String key = KEY + ".rules[" + i + "]";
            MinimumsConfiguration.Rule rule = configuration.rules().get(i);
            all.add(minimum(key, globs(key, rule.match()), rule));
        }
        return new Minimums(all);
    }

    private static Minimum minimum(String key, List<PathPattern> match, MinimumKeys asked) {
        int approvals = asked.approvals().orElse(0);
        if (approvals < 0 || approvals > ApprovalText.MOST) {
            throw new IllegalStateException(
                    key + ".approvals is " + approvals + ": write a number from 0 to " + ApprovalText.MOST + ".");
        }
        return new Minimum(
                match,
                approvals == 0 ? null : ApprovalRule.of(approvals),
                asked.plan().orElse(null),
                asked.apply().orElse(null),
                asked.confirmDestroy().orElse(false),
                asked.planJson().orElse(null),
                asked.show().orElse(null),
                freezes(key, asked.freeze().orElse(List.of())),
                asked.ignoreDifferences()
                        .map(written -> ignorable(key, written))
                        .orElse(null),
                List.of());
    }

    private static List<PathPattern> globs(String key, List<String> written) {
        written.forEach(glob -> PathPattern.refusal(glob).ifPresent(reason -> {
            throw new IllegalStateException(
                    key + ".match holds " + Words.quoted(glob) + ", which is no glob: " + reason + ".");
        }));
        return written.stream().map(PathPattern::new).toList();
    }

    /** No empty list can be written in a property, so a word stands for it. */
    private static List<String> ignorable(String key, List<String> written) {
        if (written.equals(List.of("none"))) {
            return List.of();
        }
        Problems problems = new Problems();
        List<String> globs = IgnoredText.read(placed(written), problems);
        if (problems.count() > 0) {
            throw new IllegalStateException(
                    key + ".ignore-differences: " + problems.all().getFirst().message() + "; or `none`.");
        }
        return globs;
    }

    private static List<Placed<String>> placed(List<String> written) {
        return written.stream()
                .map(text -> new Placed<>(text, new Yaml.Place(0, 0)))
                .toList();
    }

    private static List<Freeze> freezes(String key, List<String> written) {
        Problems problems = new Problems();
        List<Freeze> freezes = FreezeText.read(placed(written), problems);
        if (problems.count() > 0) {
            throw new IllegalStateException(
                    key + ".freeze: " + problems.all().getFirst().message() + ".");
        }
        return freezes;
    }
}
