package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.terraform.Terraform.Planned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run with all that changes while it lives. Guarded by the cloud's lock. */
final class LiveRun {
    record Comment(String id, String body, Instant at) {}

    final String id;
    final String planId;
    final String applyId;
    final Workspace workspace;
    final ConfigurationVersion configuration;
    final RunOptions options;
    final User createdBy;
    /** Terraform variables as they were when the run was created: later edits do not reach it. */
    final List<Variable> variables;

    final Instant createdAt = Instant.now();
    final RunLog planLog = new RunLog();
    final RunLog applyLog = new RunLog();
    final Interruption interruption = new Interruption();
    final List<RunStatus> statuses = new ArrayList<>();
    final Map<String, Instant> timestamps = new LinkedHashMap<>();
    final List<Comment> comments = new ArrayList<>();
    RunStatus status = RunStatus.PENDING;
    String planStatus = "pending";
    String applyStatus = "pending";
    Planned planned = Planned.FAILED;
    Changes changes = Changes.NONE;
    Changes applied = Changes.NONE;
    Job job;
    Optional<User> confirmedBy = Optional.empty();
    Optional<User> canceledBy = Optional.empty();
    Optional<Instant> forceCancelAvailableAt = Optional.empty();
    /** Paused for a person, and nobody has answered yet. */
    boolean paused;

    boolean discarding;
    /** What stood between its plan and its confirmation. */
    Trouble.Policy policy = Trouble.Policy.NONE;

    boolean overridden;

    LiveRun(
            String number,
            Workspace workspace,
            ConfigurationVersion configuration,
            RunOptions options,
            User createdBy,
            List<Variable> variables) {
        this.id = "run-" + number;
        this.planId = "plan-" + number;
        this.applyId = "apply-" + number;
        this.workspace = workspace;
        this.configuration = configuration;
        this.options = options;
        this.createdBy = createdBy;
        this.variables = List.copyOf(variables);
    }

    /** The status as shown, which may be a word that nobody knows. */
    String shownStatus() {
        return workspace.trouble.strange(status).orElse(status.wire());
    }

    private boolean strange() {
        return workspace.trouble.strange(status).isPresent();
    }

    boolean confirmable() {
        return paused && !strange();
    }

    boolean discardable() {
        return !discarding && !strange() && (paused || status == RunStatus.PENDING || status.overridable());
    }

    boolean hasPolicyCheck() {
        return policy == Trouble.Policy.PASSES
                || policy == Trouble.Policy.SOFT_FAILS
                || policy == Trouble.Policy.HARD_FAILS;
    }

    boolean hasTaskStage() {
        return policy == Trouble.Policy.TASK_NEEDS_DECISION;
    }

    String policyCheckId() {
        return "polchk-" + id.substring(4);
    }

    String taskStageId() {
        return "ts-" + id.substring(4);
    }

    boolean cancelable() {
        return status.cancelable() && !interruption.requested() && !discarding;
    }

    boolean forceCancelable(Instant now) {
        return !status.terminal()
                && forceCancelAvailableAt.filter(at -> !now.isBefore(at)).isPresent();
    }

    Run snapshot() {
        return new Run(
                id,
                workspace.name(),
                shownStatus(),
                statuses.stream().map(RunStatus::wire).toList(),
                options.planOnly(),
                options.autoApply(),
                changes.any(),
                confirmable(),
                options.message(),
                configuration.id,
                createdBy.username(),
                confirmedBy.map(User::username),
                planLog.text(),
                applyLog.text());
    }
}
