package io.tidegate.change;

import java.util.List;

/**
 * What follows from an event for an environment.
 *
 * @param next its next state
 * @param notices for other pull requests, each a delivery of its own
 */
public record EnvironmentDecision(EnvironmentState next, List<Notice> notices) {
    /** @param to the pull request that is told */
    public record Notice(ChangeId to, ChangeEvent event) {}

    public EnvironmentDecision {
        notices = List.copyOf(notices);
    }
}
