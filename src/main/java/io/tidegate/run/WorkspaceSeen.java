package io.tidegate.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as HCP Terraform showed it at one moment.
 *
 * @param id {@code ws-…}
 * @param settings name and value of every setting that a plan depends on (execution mode, Terraform version, working
 *     directory); part of the plan's context
 * @param appliable empty when runs of this workspace may be applied by Tidegate, else why not (VCS-connected,
 *     auto-apply, local execution, missing permission)
 * @param lockedBy who holds the workspace's own lock, if anybody
 */
public record WorkspaceSeen(
        String id,
        String organization,
        String name,
        List<String> settings,
        List<String> appliable,
        @Nullable String lockedBy) {
    public WorkspaceSeen {
        settings = List.copyOf(settings);
        appliable = List.copyOf(appliable);
    }
}
