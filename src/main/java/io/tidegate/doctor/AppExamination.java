package io.tidegate.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the App is the right one, may what it needs, and hears what it must. */
public final class AppExamination {
    private static final Duration NEGLIGIBLE = Duration.ofSeconds(5);
    private static final Duration LARGE = Duration.ofSeconds(60);

    private AppExamination() {}

    public static List<Finding> of(AppSeen app, AppManifest needed) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding.Ok(
                "GitHub App",
                "GitHub knows App " + app.id() + " («" + app.slug() + "» of " + app.owner() + ") by its key."));
        findings.add(clock(app));
        findings.addAll(permissions(
                "permissions of the App",
                app.permissions(),
                needed,
                "Give it to the App at " + app.settings() + "/permissions, and accept it in the installation."));
        findings.addAll(events(app, needed));
        return findings;
    }

    private static Finding clock(AppSeen app) {
        Duration ahead = app.ahead();
        if (ahead == null) {
            return new Finding.Unknown(
                    "clock",
                    "GitHub did not tell the time, so this machine's clock could not be compared.",
                    "Look whether something on the way takes the header Date away.");
        }
        String text =
                "This machine's clock and GitHub's differ by " + ahead.abs().toSeconds() + " s.";
        if (ahead.abs().compareTo(NEGLIGIBLE) <= 0) {
            return new Finding.Ok("clock", text);
        }
        String remedy = "Let the machine take its time from NTP.";
        return ahead.abs().compareTo(LARGE) <= 0
                ? new Finding.Warning("clock", text, remedy)
                : new Finding.Problem("clock", text + " Credentials and freezes go by it.", remedy);
    }

    /** One finding for each that is missing; one alone where none is. */
    static List<Finding> permissions(String subject, Map<String, String> has, AppManifest needed, String remedy) {
        List<Finding> findings = new ArrayList<>();
        for (AppManifest.Needed one : needed.permissions()) {
            String level = has.getOrDefault(one.name(), "none");
            if (!AppManifest.covers(level, one.level())) {
                findings.add(new Finding.Problem(
                        subject,
                        one.name() + " is " + level + ", needed is " + one.level() + ": " + one.reason() + ".",
                        remedy));
            }
        }
        if (findings.isEmpty()) {
            findings.add(
                    new Finding.Ok(subject, "All " + needed.permissions().size() + " that Tidegate needs are there."));
        }
        if (AppManifest.covers(has.getOrDefault("administration", "none"), "read")) {
            findings.add(new Finding.Warning(
                    subject,
                    "administration is " + has.get("administration") + ", and Tidegate never uses it.",
                    "Take it from the App: whoever has the App's key has it too."));
        }
        return findings;
    }

    private static List<Finding> events(AppSeen app, AppManifest needed) {
        List<Finding> findings = new ArrayList<>();
        for (AppManifest.Needed one : needed.events()) {
            if (!app.events().contains(one.name())) {
                findings.add(new Finding.Problem(
                        "events of the App",
                        one.name() + " is not subscribed: " + one.reason() + ".",
                        "Subscribe the App to it at " + app.settings() + "/permissions."));
            }
        }
        if (findings.isEmpty()) {
            findings.add(new Finding.Ok(
                    "events of the App", "All " + needed.events().size() + " that Tidegate needs are subscribed."));
        }
        return findings;
    }
}
