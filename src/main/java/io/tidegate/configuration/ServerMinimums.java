package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.Minimum;
import io.tidegate.environment.Minimums;
import io.tidegate.environment.PathPattern;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Makes minimums out of the server's configuration. */
@Singleton
public final class ServerMinimums {
    private static final String KEY = "tidegate.minimums";

    /** @throws IllegalStateException naming the key whose value cannot be used */
    @Produces
    @Singleton
    Minimums minimums(MinimumsConfiguration configuration) {
        return of(configuration);
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
                freezes(key, asked.freeze().orElse(List.of())));
    }

    private static List<PathPattern> globs(String key, List<String> written) {
        written.forEach(glob -> PathPattern.refusal(glob).ifPresent(reason -> {
            throw new IllegalStateException(
                    key + ".match holds " + Words.quoted(glob) + ", which is no glob: " + reason + ".");
        }));
        return written.stream().map(PathPattern::new).toList();
    }

    private static List<Freeze> freezes(String key, List<String> written) {
        Problems problems = new Problems();
        List<Freeze> freezes = FreezeText.read(
                written.stream()
                        .map(text -> new Placed<>(text, new Yaml.Place(0, 0)))
                        .toList(),
                problems);
        if (problems.count() > 0) {
            throw new IllegalStateException(
                    key + ".freeze: " + problems.all().getFirst().message() + ".");
        }
        return freezes;
    }
}
