package io.tidegate.sandbox.terraform;

import java.time.Instant;

/** A configuration that was announced and, once uploaded, can be planned. Guarded by the cloud's lock. */
final class ConfigurationVersion {
    final String id;
    final Workspace workspace;
    final boolean speculative;
    final boolean provisional;
    final boolean autoQueueRuns;
    final User createdBy;
    final Instant createdAt = Instant.now();
    String status = "pending";
    String error = "";
    Slug slug;

    ConfigurationVersion(
            String id,
            Workspace workspace,
            boolean speculative,
            boolean provisional,
            boolean autoQueueRuns,
            User createdBy) {
        this.id = id;
        this.workspace = workspace;
        this.speculative = speculative;
        this.provisional = provisional;
        this.autoQueueRuns = autoQueueRuns;
        this.createdBy = createdBy;
    }

    void uploaded(Slug uploaded) {
        slug = uploaded;
        status = "uploaded";
    }

    void errored(String reason) {
        error = reason;
        status = "errored";
    }
}
