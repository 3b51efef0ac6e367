package io.tidegate.cli;

import io.smallrye.config.SmallRyeConfig;
import io.tidegate.configuration.YamlConfigurationReader;
import io.tidegate.doctor.AppExamination;
import io.tidegate.doctor.AppManifest;
import io.tidegate.doctor.AppSeen;
import io.tidegate.doctor.ConfigurationExamination;
import io.tidegate.doctor.Finding;
import io.tidegate.doctor.HookExamination;
import io.tidegate.doctor.HookSeen;
import io.tidegate.doctor.InstallationExamination;
import io.tidegate.doctor.InstallationSeen;
import io.tidegate.doctor.ProtectionExamination;
import io.tidegate.doctor.Tried;
import io.tidegate.environment.Configuration;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Forge;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Role;
import io.tidegate.flow.Secrets;
import io.tidegate.github.AppProbe;
import io.tidegate.github.GitHubConfiguration;
import io.tidegate.ops.ClockProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at one thing after the other. What cannot be reached is a finding, and what hangs on it is left out. */
final class Checkup {
    private static final int MOST_REPOSITORIES = 50;
    private final List<Finding> findings = new ArrayList<>();
    private final SmallRyeConfig config;
    private final Secrets secrets;
    private final AppManifest manifest;
    private final Budgets budgets;
    private final Doctor.Asked asked;

    Checkup(SmallRyeConfig config, AppManifest manifest, Doctor.Asked asked, Budgets budgets) {
        this.config = config;
        this.secrets = Settings.secrets(config);
        this.manifest = manifest;
        this.asked = asked;
        this.budgets = budgets;
    }

    List<Finding> findings() {
        findings.addAll(OwnMachine.findings());
        Role role = config.getOptionalValue("tidegate.role", String.class)
                .map(text -> Role.valueOf(text.strip().toUpperCase(Locale.ROOT)))
                .orElse(Role.ALL);
        GitHubConfiguration github = config.getConfigMapping(GitHubConfiguration.class);
        if (role.takesIn()) {
            secret(github);
        }
        if (!role.works()) {
            findings.add(new Finding.Unknown(
                    "GitHub and HCP Terraform",
                    "A process with tidegate.role=" + role.name().toLowerCase(Locale.ROOT)
                            + " has neither the App's key nor HCP Terraform's token.",
                    role == Role.SETUP
                            ? "Register the App, and look again when Tidegate runs with it."
                            : "Run doctor with the settings of a worker."));
            return findings;
        }
        AppProbe probe = settings(
                "settings of GitHub", () -> AppProbe.of(github, secrets, new ClockProducer().clock(), budgets));
        List<AppProbe.Served> served = probe == null ? List.of() : github(probe);
        new TerraformCheckup(config, secrets, budgets, findings, asked)
                .look(probe == null ? List.of() : configured(probe, served), served);
        return findings;
    }

    private void secret(GitHubConfiguration github) {
        if (settings("webhook secret", () -> {
                    AppProbe.demandSecret(github, secrets);
                    return true;
                })
                != null) {
            findings.add(
                    new Finding.Ok("webhook secret", "It is set; whether it is the App's too shows under deliveries."));
        }
    }

    private List<AppProbe.Served> github(AppProbe probe) {
        AppSeen app = look("GitHub App", probe::app);
        if (app == null) {
            return List.of();
        }
        findings.addAll(AppExamination.of(app, manifest));
        HookSeen hook = look("webhook", probe::hook);
        if (hook != null) {
            findings.addAll(HookExamination.of(hook, app.settings()));
        }
        if (asked.live() && asked.trials().redeliver()) {
            tried("GitHub", () -> RedeliveryTrial.of(probe.deliveries()));
        }
        List<InstallationSeen> installations = look("installations", probe::installations);
        if (installations == null) {
            return List.of();
        }
        List<String> owners = probe.owners(app.owner());
        findings.addAll(InstallationExamination.of(installations, owners, manifest));
        List<AppProbe.Served> served = new ArrayList<>();
        for (InstallationSeen one : installations) {
            if (!one.suspended() && owners.contains(one.account().toLowerCase(Locale.ROOT))) {
                if (asked.live()) {
                    observed(findings, "seen of GitHub for " + one.account(), () -> probe.observed(one));
                }
                List<AppProbe.Served> found = look("repositories of " + one.account(), () -> probe.repositories(one));
                served.addAll(found == null ? List.of() : found);
            }
        }
        List<AppProbe.Served> looked = bounded(served);
        for (AppProbe.Served one : looked) {
            String subject = "required check of " + one.repository().fullName();
            Finding finding = look(subject, () -> ProtectionExamination.of(probe.protection(one), app.id()));
            if (finding != null) {
                findings.add(finding);
            }
        }
        return looked;
    }

    private List<AppProbe.Served> bounded(List<AppProbe.Served> served) {
        String only = asked.repository();
        if (only != null) {
            List<AppProbe.Served> named = served.stream()
                    .filter(one -> one.repository().fullName().equalsIgnoreCase(only))
                    .toList();
            if (named.isEmpty()) {
                findings.add(new Finding.Problem(
                        "repository " + only,
                        "The App does not reach it, or it is not served.",
                        "Install the App on it, and look at tidegate.github.owners and .repositories."));
            }
            return named;
        }
        if (served.isEmpty()) {
            findings.add(new Finding.Problem(
                    "repositories",
                    "The App reaches none that is served.",
                    "Install it on a repository, and look at tidegate.github.owners and .repositories."));
        }
        if (served.size() <= MOST_REPOSITORIES) {
            return served;
        }
        findings.add(new Finding.Unknown(
                "repositories",
                "Of " + served.size() + " only the first " + MOST_REPOSITORIES + " were looked at.",
                "Look at others with --repository OWNER/NAME."));
        return served.subList(0, MOST_REPOSITORIES);
    }

    /** What each repository says, by its default branch. Minimums of server and organisation are not applied here. */
    private List<TerraformCheckup.Configured> configured(AppProbe probe, List<AppProbe.Served> served) {
        boolean several = config.getOptionalValue("tidegate.terraform.organizations[1].name", String.class)
                .isPresent();
        YamlConfigurationReader reader = new YamlConfigurationReader(
                several
                        ? Optional.empty()
                        : config.getOptionalValue("tidegate.terraform.organizations[0].name", String.class));
        Forge forge = probe.forge();
        List<TerraformCheckup.Configured> all = new ArrayList<>();
        for (AppProbe.Served one : served) {
            Configuration configuration =
                    look("configuration of " + one.repository().fullName(), () -> {
                        Forge.ConfigurationFile file = forge.configuration(one.repository());
                        return reader.read(
                                one.repository(),
                                one.visibility(),
                                file.commit(),
                                file.text(),
                                forge.tree(one.repository(), file.commit()).keySet());
                    });
            if (asked.live() && one.equals(served.getFirst())) {
                tried(one.repository().fullName(), () -> ArchiveTrial.of(forge, one.repository()));
            }
            if (configuration != null) {
                findings.addAll(ConfigurationExamination.of(one.repository(), configuration));
                all.add(new TerraformCheckup.Configured(one.repository(), configuration));
            }
        }
        return all;
    }

    private void tried(String where, Supplier<Tried> trying) {
        Tried tried = look("tried in " + where, trying);
        if (tried != null) {
            findings.add(tried.finding(where));
        }
    }

    private <T> @Nullable T look(String subject, Supplier<T> reading) {
        return look(findings, subject, reading);
    }

    /** @return null where it could not be read, which is a finding then */
    static <T> @Nullable T look(List<Finding> findings, String subject, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Outside.Refused refused) {
            findings.add(new Finding.Problem(subject, String.valueOf(refused.getMessage()), refused.remedy()));
        } catch (Outside.Unavailable away) {
            findings.add(
                    new Finding.Unknown(
                            subject,
                            String.valueOf(away.getMessage()),
                            "Look again in a minute; if it stays, look at the network, proxies and the address in the settings."));
        }
        return null;
    }

    static void observed(List<Finding> findings, String subject, Supplier<List<String>> reading) {
        List<String> observed = look(findings, subject, reading);
        if (observed != null) {
            observed.forEach(one -> findings.add(new Finding.Ok(subject, one + ".")));
        }
    }

    private <T> @Nullable T settings(String subject, Supplier<T> making) {
        return settings(findings, subject, making);
    }

    /** @return null where the settings are not complete, which is a finding then */
    static <T> @Nullable T settings(List<Finding> findings, String subject, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalStateException wrong) {
            findings.add(new Finding.Problem(
                    subject,
                    String.valueOf(wrong.getMessage()).replace("Tidegate cannot start. ", ""),
                    "Set it as docs/configuration.md says."));
            return null;
        }
    }
}
