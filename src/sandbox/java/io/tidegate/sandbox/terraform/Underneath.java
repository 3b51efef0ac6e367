package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.terraform.Terraform.Applied;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes states outside of any run, as the beginning of a story or behind everybody's back. */
record Underneath(Cloud cloud, Engine engine, Execution execution) {
    /** Applies a configuration that becomes the current one. */
    void seed(Workspace workspace, Slug slug) {
        cloud.locked(() -> engine.configuration(workspace, slug, cloud.service));
        applyDirectly(workspace, slug, RunOptions.plain("initial state", false, true, "sandbox"));
        cloud.journal.event("terraform", "state-seeded", Map.of("workspace", workspace.name()));
    }

    /** Applies the current configuration with other values. */
    void changeState(Workspace workspace, Map<String, String> values) {
        ConfigurationVersion version = cloud.locked(() -> workspace.current)
                .orElseThrow(() -> new IllegalStateException(workspace.name() + " has no configuration yet"));
        List<Variable> variables = values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(value -> new Variable("", value.getKey(), value.getValue(), "terraform", false, false))
                .toList();
        RunOptions options = RunOptions.plain("changed underneath", false, true, "sandbox");
        applyDirectly(workspace, version.slug, options.with(variables));
        cloud.journal.event("terraform", "state-changed", Map.of("workspace", workspace.name()));
    }

    private void applyDirectly(Workspace workspace, Slug slug, RunOptions options) {
        Job job =
                cloud.locked(() -> execution.job(workspace, slug, workspace.variables(), options, cloud.id("direct")));
        RunLog log = new RunLog();
        boolean planned = cloud.terraform.plan(job, log, new Interruption()).succeeded();
        if (!planned) {
            throw new IllegalStateException("the sandbox cannot plan " + workspace.name() + ":\n" + log.text());
        }
        Applied applied = cloud.terraform.apply(job, log, new Interruption());
        cloud.locked(() -> {
            workspace.state(applied.state(), cloud.service, Optional.empty());
        });
        Execution.remove(job.directory());
        if (!applied.succeeded()) {
            throw new IllegalStateException("the sandbox cannot apply " + workspace.name() + ":\n" + log.text());
        }
    }
}
