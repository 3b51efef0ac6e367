package io.tidegate.configuration;

import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.ShowLevel;
import java.util.List;
import java.util.Optional;

/** Values as in {@code .github/tidegate.yml}; where a repository asks for more, that stays. */
public interface MinimumKeys {
    Optional<Integer> approvals();

    Optional<PlanMode> plan();

    Optional<ApplyMode> apply();

    Optional<Boolean> confirmDestroy();

    Optional<PlanJson> planJson();

    Optional<ShowLevel> show();

    /** Added to the environment's own. */
    Optional<List<String>> freeze();

    /** What may be ignored at most; `none` for nothing. */
    Optional<List<String>> ignoreDifferences();
}
