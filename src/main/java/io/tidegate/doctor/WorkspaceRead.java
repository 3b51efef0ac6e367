package io.tidegate.doctor;

import java.util.List;

/**
 * A workspace that a repository may use, as far as the token may see it.
 *
 * @param environment that is planned and applied in it
 * @param directory where its runs work
 * @param wanted where the environment is
 * @param administers whether the token may change it, and so read full plans and notifications
 * @param triggers the workspaces whose applies start runs in it
 * @param teams who else has access
 */
public record WorkspaceRead(
        String id,
        String name,
        String environment,
        String executionMode,
        String directory,
        String wanted,
        Settings settings,
        boolean plans,
        boolean applies,
        boolean administers,
        Reading<List<String>> triggers,
        Reading<List<Notification>> notifications,
        Reading<List<Team>> teams) {

    /** What starts or applies runs by itself. */
    public record Settings(boolean versionControl, boolean autoApply, boolean autoApplyTriggered) {}

    public record Notification(String name, String url, boolean enabled) {}

    /** @param variables whether it may change what the runs get */
    public record Team(String name, boolean applies, boolean variables) {}
}
