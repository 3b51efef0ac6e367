package io.tidegate.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether a workspace does what Tidegate tells it, and nothing else. */
public final class WorkspaceExamination {
    private WorkspaceExamination() {}

    /** @param notified where Tidegate takes notifications; empty where nobody knows or none are taken */
    public static List<Finding> of(WorkspaceRead seen, String notified) {
        List<Finding> findings = new ArrayList<>();
        String subject = "workspace " + seen.name();
        running(subject, seen, findings);
        alone(subject, seen.settings(), findings);
        if (findings.isEmpty()) {
            findings.add(new Finding.Ok(
                    subject,
                    "It is " + seen.environment() + "'s, runs " + seen.executionMode()
                            + ", and applies nothing by itself."));
        }
        findings.add(rights(subject, seen));
        findings.add(told(
                "run triggers of " + seen.name(),
                seen.triggers(),
                known -> triggers("run triggers of " + seen.name(), known)));
        findings.add(told(
                "notifications of " + seen.name(),
                seen.notifications(),
                known -> notifications("notifications of " + seen.name(), known, notified)));
        findings.addAll(others("people of " + seen.name(), seen.teams()));
        return findings;
    }

    private static void running(String subject, WorkspaceRead seen, List<Finding> findings) {
        if (!seen.executionMode().equals("remote") && !seen.executionMode().equals("agent")) {
            findings.add(new Finding.Problem(
                    subject,
                    "Its execution mode is " + seen.executionMode() + ", in which HCP Terraform runs nothing.",
                    "Set its execution mode to remote or agent."));
        }
        if (!seen.directory().equals(seen.wanted())) {
            findings.add(new Finding.Problem(
                    subject,
                    "It runs in " + place(seen.directory()) + ", but " + seen.environment() + " is in "
                            + place(seen.wanted()) + ".",
                    "Set its Terraform working directory to " + (seen.wanted().isEmpty() ? "nothing" : seen.wanted())
                            + "."));
        }
    }

    private static String place(String directory) {
        return directory.isEmpty() ? "the root" : directory;
    }

    private static void alone(String subject, WorkspaceRead.Settings settings, List<Finding> findings) {
        if (settings.versionControl()) {
            findings.add(new Finding.Problem(
                    subject,
                    "It is connected to version control and starts runs by itself; Tidegate applies nothing there.",
                    "Disconnect it from version control in its settings."));
        }
        if (settings.autoApply()) {
            findings.add(new Finding.Problem(
                    subject,
                    "It applies runs by itself, reviewed or not; Tidegate applies nothing there.",
                    "Switch auto-apply off in its settings."));
        }
        if (settings.autoApplyTriggered()) {
            findings.add(new Finding.Problem(
                    subject,
                    "It applies triggered runs by itself; Tidegate applies nothing there.",
                    "Switch auto-apply of run triggers off in its settings."));
        }
    }

    private static Finding rights(String subject, WorkspaceRead seen) {
        if (!seen.plans()) {
            return new Finding.Problem(
                    subject,
                    "The token may not start plans there.",
                    "Give the token's team at least the permission Plan on the workspace.");
        }
        if (!seen.applies()) {
            return new Finding.Problem(
                    subject,
                    "The token may plan there and not apply.",
                    "Give the token's team the permission Write on the workspace, or set apply: never.");
        }
        return seen.administers()
                ? new Finding.Ok(subject, "The token may plan, apply, and read plans in full.")
                : new Finding.Warning(
                        subject,
                        "The token may plan and apply, and reads plans in which sensitive values stand for any value.",
                        "Give the token's team Admin on the workspace, if secrets are to be compared too.");
    }

    private static <T> Finding told(String subject, Reading<T> reading, Function<T, Finding> judge) {
        return switch (reading) {
            case Reading.Known<T> known -> judge.apply(known.value());
            case Reading.Hidden<T> hidden -> new Finding.Unknown(subject, hidden.why(), hidden.remedy());
        };
    }

    private static Finding triggers(String subject, List<String> sources) {
        return sources.isEmpty()
                ? new Finding.Ok(subject, "No other workspace starts runs in it.")
                : new Finding.Warning(
                        subject,
                        "Applies of " + String.join(", ", sources)
                                + " start runs in it that no pull request asked for.",
                        "Remove the run triggers in its settings, or expect runs ahead of Tidegate's.");
    }

    /** Whether one of them reaches Tidegate. @param notified where it listens; empty where that is not known */
    public static boolean tells(List<WorkspaceRead.Notification> configured, String notified) {
        return configured.stream()
                .anyMatch(one -> one.enabled()
                        && (notified.isEmpty()
                                ? one.url().endsWith("/webhooks/terraform")
                                : one.url().equals(notified)));
    }

    private static Finding notifications(String subject, List<WorkspaceRead.Notification> configured, String notified) {
        return tells(configured, notified)
                ? new Finding.Ok(subject, "It tells Tidegate what becomes of runs.")
                : new Finding.Warning(
                        subject,
                        "It does not tell Tidegate what becomes of runs, which are looked at every few seconds instead.",
                        "./tidegate doctor --create-notifications makes one for each workspace, or go on without.");
    }

    private static List<Finding> others(String subject, Reading<List<WorkspaceRead.Team>> teams) {
        return switch (teams) {
            case Reading.Hidden<List<WorkspaceRead.Team>> hidden ->
                List.of(new Finding.Unknown(subject, hidden.why(), hidden.remedy()));
            case Reading.Known<List<WorkspaceRead.Team>> known -> {
                String appliers = names(known.value().stream()
                        .filter(WorkspaceRead.Team::applies)
                        .toList());
                String editors = names(known.value().stream()
                        .filter(WorkspaceRead.Team::variables)
                        .toList());
                String text = "Teams that may apply: " + appliers + "; that may change variables: " + editors + ".";
                boolean alone = known.value().stream()
                                .filter(team -> team.applies() || team.variables())
                                .count()
                        <= 1;
                yield List.of(
                        alone
                                ? new Finding.Ok(subject, text)
                                : new Finding.Warning(
                                        subject,
                                        text + " Whoever applies there needs no review.",
                                        "Leave Write and Admin to Tidegate's team alone, and Read or Plan to the others."));
            }
        };
    }

    private static String names(List<WorkspaceRead.Team> teams) {
        return teams.isEmpty()
                ? "none"
                : String.join(", ", teams.stream().map(WorkspaceRead.Team::name).toList());
    }
}
