package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Permission;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approval as GitHub still shows it: a review, or an {@code /approve} comment.
 *
 * @param id the review's or the comment's id
 * @param environments those it names; empty for all (a review, or a bare {@code /approve})
 * @param fingerprint the short form that {@code /approve} named
 * @param permission what its giver may do on the repository, as last read
 */
public record Approval(
        Kind kind,
        long id,
        Actor by,
        Instant at,
        List<EnvironmentName> environments,
        @Nullable String fingerprint,
        Permission permission) {
    public enum Kind {
        REVIEW,
        COMMENT
    }

    public Approval {
        environments = List.copyOf(environments);
    }

    boolean speaksOf(EnvironmentName environment) {
        return environments.isEmpty() || environments.contains(environment);
    }
}
