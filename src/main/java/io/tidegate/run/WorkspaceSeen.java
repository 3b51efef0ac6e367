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
 * @param tenure whether it is this repository's
 */
public record WorkspaceSeen(
        String id,
        String organization,
        String name,
        List<String> settings,
        List<String> appliable,
        @Nullable String lockedBy,
        Tenure tenure) {
    public WorkspaceSeen {
        settings = List.copyOf(settings);
        appliable = List.copyOf(appliable);
    }

    /** One that no other repository claims. */
    public WorkspaceSeen(
            String id,
            String organization,
            String name,
            List<String> settings,
            List<String> appliable,
            @Nullable String lockedBy) {
        this(id, organization, name, settings, appliable, lockedBy, new Tenure.Sole());
    }

    public WorkspaceSeen with(Tenure other) {
        return new WorkspaceSeen(id, organization, name, settings, appliable, lockedBy, other);
    }
}
