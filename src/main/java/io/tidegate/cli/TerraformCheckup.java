package io.tidegate.cli;

import io.smallrye.config.SmallRyeConfig;
import io.tidegate.doctor.Finding;
import io.tidegate.doctor.Reading;
import io.tidegate.doctor.TokenExamination;
import io.tidegate.doctor.TokenSeen;
import io.tidegate.doctor.Tried;
import io.tidegate.doctor.WorkspaceExamination;
import io.tidegate.doctor.WorkspaceRead;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Secrets;
import io.tidegate.github.AppProbe;
import io.tidegate.terraformcloud.TerraformConfiguration;
import io.tidegate.terraformcloud.TrialScope;
import io.tidegate.terraformcloud.WorkspaceProbe;
import java.util.List;
import java.util.Locale;

/** The part of the checkup that asks HCP Terraform. */
final class TerraformCheckup {
    private final TerraformConfiguration configuration;
    private final Secrets secrets;
    private final Budgets budgets;
    private final List<Finding> findings;
    private final Doctor.Asked asked;
    private final String notified;

    TerraformCheckup(
            SmallRyeConfig config, Secrets secrets, Budgets budgets, List<Finding> findings, Doctor.Asked asked) {
        this.secrets = secrets;
        this.configuration = config.getConfigMapping(TerraformConfiguration.class);
        this.notified = config.getOptionalValue("tidegate.public-url", String.class)
                .map(url -> url.replaceAll("/+$", "") + "/webhooks/terraform")
                .orElse("");
        this.budgets = budgets;
        this.findings = findings;
        this.asked = asked;
    }

    /** What a repository says on its default branch. */
    record Configured(Repository repository, Configuration configuration) {}

    void look(List<Configured> configured, List<AppProbe.Served> served) {
        WorkspaceProbe probe = Checkup.settings(
                findings,
                "settings of HCP Terraform",
                () -> WorkspaceProbe.of(configuration, secrets, workspace -> beginning(served, workspace), budgets));
        if (probe == null) {
            return;
        }
        for (int index = 0; index < probe.tokens(); index++) {
            int each = index;
            token(probe, each);
            if (asked.live()) {
                Checkup.observed(findings, "seen of " + probe.key(each), () -> probe.observed(each));
            }
        }
        String workspace = asked.trials().workspace();
        if (asked.live() && workspace != null) {
            tried(probe, workspace);
        }
        for (Configured one : configured) {
            for (Environment environment : one.configuration().environments()) {
                workspace(probe, one.repository(), environment);
            }
        }
    }

    private void tried(WorkspaceProbe probe, String workspace) {
        String[] parts = workspace.split("/", 2);
        String second = asked.trials().second();
        TrialScope scope = new TrialScope(
                parts[0], parts[1], second == null ? "" : second, asked.trials().changes(), notified);
        List<Tried> tried = Checkup.look(findings, "tried in " + workspace, () -> probe.tried(scope));
        if (tried != null) {
            tried.forEach(one -> findings.add(one.finding(workspace)));
        }
    }

    /** An organisation's token may not know who it is; that it may not is how it is known. */
    private void token(WorkspaceProbe probe, int index) {
        try {
            TokenSeen seen = probe.token(index);
            findings.add(TokenExamination.of(seen));
        } catch (Outside.Refused refused) {
            findings.add(new Finding.Problem(
                    probe.key(index),
                    refused.getMessage()
                            + " An organisation's token is answered like that; it can neither plan nor apply.",
                    "Put the token of a team there that may plan and apply."));
        } catch (Outside.Unavailable away) {
            findings.add(new Finding.Unknown(
                    probe.key(index),
                    String.valueOf(away.getMessage()),
                    "Look again in a minute; if it stays, check tidegate.terraform.url and the network."));
        }
    }

    private void workspace(WorkspaceProbe probe, Repository repository, Environment environment) {
        String subject = "workspace " + environment.organization() + "/" + environment.workspace();
        WorkspaceRead seen = Checkup.look(findings, subject, () -> probe.read(repository, environment));
        if (seen == null) {
            return;
        }
        if (asked.create() && !told(seen)) {
            create(probe, repository, environment, seen);
            WorkspaceRead again = Checkup.look(findings, subject, () -> probe.read(repository, environment));
            seen = again == null ? seen : again;
        }
        findings.addAll(WorkspaceExamination.of(seen, notified));
    }

    private boolean told(WorkspaceRead seen) {
        return switch (seen.notifications()) {
            case Reading.Known<List<WorkspaceRead.Notification>> known ->
                WorkspaceExamination.tells(known.value(), notified);
            case Reading.Hidden<List<WorkspaceRead.Notification>> hidden -> true;
        };
    }

    private void create(WorkspaceProbe probe, Repository repository, Environment environment, WorkspaceRead seen) {
        String subject = "notifications of " + seen.name();
        String secret =
                configuration.notificationSecret().orElse("").split(",", -1)[0].strip();
        if (notified.isEmpty() || secret.isEmpty()) {
            findings.add(new Finding.Problem(
                    subject,
                    "None was made: where notifications go and how they are signed is not set.",
                    "Set tidegate.public-url and tidegate.terraform.notification-secret, then try again."));
            return;
        }
        Boolean made = Checkup.look(findings, subject, () -> {
            probe.createNotification(repository, environment, notified, secret);
            return true;
        });
        if (made != null) {
            findings.add(new Finding.Ok(subject, "One was made, to " + notified + "."));
        }
    }

    private static List<Repository> beginning(List<AppProbe.Served> served, String workspace) {
        String name = workspace.toLowerCase(Locale.ROOT) + "-";
        return served.stream()
                .map(AppProbe.Served::repository)
                .filter(one -> name.startsWith(one.name().toLowerCase(Locale.ROOT) + "-"))
                .toList();
    }
}
