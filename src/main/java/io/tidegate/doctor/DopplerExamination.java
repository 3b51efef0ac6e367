package io.tidegate.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether secrets come from Doppler, and would while it is away. */
public final class DopplerExamination {
    private static final String SUBJECT = "Doppler";
    private static final String COPY = "copy of Doppler";
    private static final String SECRETS = "secrets of Doppler";

    private DopplerExamination() {}

    public static List<Finding> of(DopplerSeen seen) {
        List<Finding> findings = new ArrayList<>();
        findings.add(answer(seen));
        findings.add(copy(seen));
        findings.addAll(secrets(seen));
        return findings;
    }

    private static Finding answer(DopplerSeen seen) {
        return switch (seen.answer()) {
            case DopplerSeen.Answer.Told told ->
                new Finding.Ok(SUBJECT, "Doppler at " + seen.address() + " accepts the token.");
            case DopplerSeen.Answer.Away away ->
                new Finding.Unknown(
                        SUBJECT,
                        "Doppler at " + seen.address() + " could not be asked: " + away.why() + ".",
                        "Look again in a minute; if it stays, look at the network and tidegate.doppler.url.");
            case DopplerSeen.Answer.Refused refused ->
                new Finding.Problem(
                        SUBJECT,
                        "Doppler refuses tidegate.doppler.token with " + refused.status() + ": " + reason(refused)
                                + ". The next start fails, and what comes from Doppler is missing below.",
                        remedy(refused));
        };
    }

    private static String reason(DopplerSeen.Answer.Refused refused) {
        return switch (refused.status()) {
            case 401 -> "it is no token that Doppler knows, it was revoked, or it has expired";
            case 403 -> "it may not read the config's secrets, or not from this machine's address";
            default -> "its project or config is gone, or this is another Doppler";
        };
    }

    private static String remedy(DopplerSeen.Answer.Refused refused) {
        return switch (refused.status()) {
            case 401 -> "Make a new service token of the config in Doppler, put it there, and restart with it.";
            case 403 ->
                "Give the service token access «read» to the config, and look at the trusted addresses of the config in Doppler.";
            default ->
                "Look whether the config is still there, and at tidegate.doppler.url; then make a new service token of it.";
        };
    }

    private static Finding copy(DopplerSeen seen) {
        return switch (seen.copy()) {
            case DopplerSeen.Copy.None none ->
                new Finding.Warning(
                        COPY,
                        "There is none in " + none.place()
                                + ": while Doppler is away, no process of this home can start.",
                        "A start while Doppler answers makes one, if tidegate.home can be written to and lasts.");
            case DopplerSeen.Copy.Opens opens
            when opens.behind() ->
                new Finding.Warning(
                        COPY,
                        "It was kept " + ago(opens.age())
                                + " ago and can be opened, and Doppler says something else by now.",
                        "A running Tidegate renews it within tidegate.secrets.interval; otherwise the next start does.");
            case DopplerSeen.Copy.Opens opens ->
                new Finding.Ok(
                        COPY,
                        "It was kept " + ago(opens.age()) + " ago and can be opened"
                                + (seen.answer() instanceof DopplerSeen.Answer.Told
                                        ? "; Doppler says the same today."
                                        : "; a start takes it while Doppler is away."));
            case DopplerSeen.Copy.Unusable unusable ->
                new Finding.Warning(
                        COPY,
                        "What is in " + unusable.place() + " cannot be used: " + unusable.why()
                                + ". While Doppler is away, no process of this home can start.",
                        "A start while Doppler answers replaces it, if tidegate.home can be written to.");
        };
    }

    private static String ago(Duration age) {
        if (age.toDays() > 1) {
            return age.toDays() + " days";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " hours";
        }
        return age.toMinutes() > 1 ? age.toMinutes() + " minutes" : Math.max(0, age.toSeconds()) + " seconds";
    }

    private static List<Finding> secrets(DopplerSeen seen) {
        List<Finding> findings = new ArrayList<>();
        if (!seen.overruled().isEmpty()) {
            findings.add(new Finding.Warning(
                    SECRETS,
                    "In Doppler and taken from elsewhere: " + String.join(", ", seen.overruled())
                            + ". A rotation in Doppler changes nothing there.",
                    "Take them away from where they are set besides, or from Doppler."));
        }
        if (!seen.used().isEmpty()) {
            findings.add(new Finding.Ok(SECRETS, "Taken from there: " + String.join(", ", seen.used()) + "."));
        } else if (seen.answer() instanceof DopplerSeen.Answer.Told) {
            findings.add(
                    new Finding.Warning(
                            SECRETS,
                            "None of Tidegate's secrets is taken from there.",
                            "Name them as the environment variables, for example TIDEGATE_TERRAFORM_TOKEN, or take the token away."));
        }
        return findings;
    }
}
