package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approval as GitHub still shows it: a review, or an {@code /approve} comment.
 *
 * @param id the review's or the comment's id
 * @param environments those it names; empty for all (a review, or a bare {@code /approve})
 * @param fingerprint the short form that {@code /approve} named
 * @param person who gave it, and what they are on the repository as last read
 * @param commit the head for which it was given; empty where GitHub no longer tells
 */
public record Approval(
        Kind kind,
        long id,
        Person person,
        Instant at,
        List<EnvironmentName> environments,
        @Nullable String fingerprint,
        String commit) {
    public enum Kind {
        REVIEW,
        COMMENT
    }

    public Approval {
        environments = List.copyOf(environments);
    }

    /** Who gave it. */
    public Actor by() {
        return person.actor();
    }

    boolean speaksOf(EnvironmentName environment) {
        return environments.isEmpty() || environments.contains(environment);
    }
}
