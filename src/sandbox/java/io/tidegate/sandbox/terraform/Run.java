package io.tidegate.sandbox.terraform;

import java.util.List;
import java.util.Optional;

/**
 * A run as it was when it was looked at.
 *
 * @param statuses all that it went through, the current one last
 * @param createdBy a user name; the team token's own account or a person's
 * @param confirmedBy a user name, absent while nobody has, and for a run that applied by itself
 */
public record Run(
        String id,
        String workspace,
        String status,
        List<String> statuses,
        boolean planOnly,
        boolean autoApply,
        boolean hasChanges,
        boolean confirmable,
        String message,
        String configurationVersionId,
        String createdBy,
        Optional<String> confirmedBy,
        String planLog,
        String applyLog) {}
