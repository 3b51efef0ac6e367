package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.plan.StatedCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes that are read, by resource. A flag that is absent is false. */
final class Attributes {
    private Attributes() {}

    record Workspace(
            String name,
            boolean autoApply,
            boolean autoApplyRunTrigger,
            @Nullable String executionMode,
            @Nullable String terraformVersion,
            @Nullable String workingDirectory,
            boolean locked,
            @Nullable JsonNode vcsRepo,
            @Nullable List<String> tagNames,
            @Nullable WorkspacePermissions permissions,
            @Nullable Integer resourceCount) {
        boolean isVcsConnected() {
            return vcsRepo != null && !vcsRepo.isNull();
        }
    }

    /** A tag with a value, of the workspace itself or inherited from its project. */
    record TagBinding(@Nullable String key, @Nullable String value) {}

    /** @param canUpdate only an administrator of the workspace may */
    record WorkspacePermissions(boolean canQueueRun, boolean canQueueApply, boolean canUpdate) {}

    record RunTrigger(@Nullable String sourceableName) {}

    record Notification(@Nullable String name, @Nullable String url, boolean enabled) {}

    /** @param access {@code read}, {@code plan}, {@code write}, {@code admin}, or {@code custom}, which the others detail */
    record TeamAccess(
            @Nullable String access,
            @Nullable String runs,
            @Nullable String variables) {}

    record Team(@Nullable String name) {}

    /** @param uploadUrl a secret; in the answer to the creation only */
    record ConfigurationVersion(
            String status,
            @Nullable String uploadUrl,
            @Nullable String error,
            @Nullable String errorMessage) {
        @Override
        public String toString() {
            return "ConfigurationVersion[" + status + "]";
        }
    }

    record Run(
            String status,
            @Nullable String message,
            boolean hasChanges,
            boolean autoApply,
            boolean planOnly,
            boolean isDestroy,
            boolean refreshOnly,
            @Nullable Integer positionInQueue,
            @Nullable RunActions actions,
            @Nullable RunPermissions permissions) {}

    record StateVersion(@Nullable String createdAt) {}

    record RunActions(boolean isCancelable, boolean isConfirmable, boolean isDiscardable) {}

    record RunPermissions(boolean canApply) {}

    /** A plan or an apply. @param logReadUrl a secret */
    record Phase(
            String status,
            @Nullable String logReadUrl,
            @Nullable Integer resourceAdditions,
            @Nullable Integer resourceChanges,
            @Nullable Integer resourceDestructions,
            @Nullable Integer resourceImports) {
        static final Phase UNKNOWN = new Phase("", null, null, null, null, null);

        StatedCounts counted() {
            return new StatedCounts(resourceAdditions, resourceChanges, resourceDestructions, resourceImports);
        }

        /** An apply that was never come to is {@code unreachable}, which is no failure of its own. */
        boolean errored() {
            return status.equals("errored");
        }

        @Override
        public String toString() {
            return "Phase[" + status + "]";
        }
    }

    record User(@Nullable String username, boolean isServiceAccount) {}
}
