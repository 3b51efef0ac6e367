package io.tidegate.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether GitHub's webhooks find Tidegate. */
public final class HookExamination {
    private static final String SUBJECT = "webhook";
    private static final String DELIVERIES = "deliveries";
    private static final String PLACE = "/webhooks/github";

    private HookExamination() {}

    /** @param settings of the App, where the webhook is changed */
    public static List<Finding> of(HookSeen hook, String settings) {
        List<Finding> findings = new ArrayList<>(place(hook, settings));
        findings.add(deliveries(hook));
        return findings;
    }

    private static List<Finding> place(HookSeen hook, String settings) {
        String url = hook.url();
        if (url == null || url.isBlank()) {
            return List.of(new Finding.Problem(
                    SUBJECT,
                    "The App has no webhook address: Tidegate hears nothing.",
                    "Set it at " + settings + " to https://YOUR-HOST" + PLACE + ", and switch it to active."));
        }
        List<Finding> findings = new ArrayList<>();
        if (!url.endsWith(PLACE)) {
            findings.add(new Finding.Problem(
                    SUBJECT,
                    "Webhooks go to " + url + ", where Tidegate does not listen.",
                    "Let the address end in " + PLACE + " at " + settings + "."));
        }
        if (!hook.contentType().equals("json")) {
            findings.add(new Finding.Problem(
                    SUBJECT,
                    "Webhooks are sent as " + hook.contentType() + ", which Tidegate refuses.",
                    "Choose the content type application/json at " + settings + "."));
        }
        if (!url.startsWith("https://")) {
            findings.add(new Finding.Warning(
                    SUBJECT,
                    "Webhooks are not encrypted on their way: " + url + ".",
                    "Put TLS in front of Tidegate and let the address begin with https://."));
        } else if (!hook.certificateChecked()) {
            findings.add(new Finding.Warning(
                    SUBJECT,
                    "GitHub does not check the certificate of " + url + ".",
                    "Switch SSL verification on at " + settings + "."));
        }
        if (findings.isEmpty()) {
            findings.add(new Finding.Ok(SUBJECT, "Webhooks go to " + url + " as JSON."));
        }
        return findings;
    }

    private static Finding deliveries(HookSeen hook) {
        if (hook.attempts().isEmpty()) {
            return new Finding.Unknown(
                    DELIVERIES,
                    "GitHub has delivered nothing in the last days, so nobody knows whether it arrives.",
                    "Open a pull request, then look again.");
        }
        Set<String> arrived = new HashSet<>();
        Set<String> all = new HashSet<>();
        for (HookSeen.Attempt attempt : hook.attempts()) {
            all.add(attempt.guid());
            if (attempt.arrived()) {
                arrived.add(attempt.guid());
            }
        }
        int lost = all.size() - arrived.size();
        if (lost == 0) {
            return new Finding.Ok(DELIVERIES, "The newest " + all.size() + " all arrived.");
        }
        HookSeen.Attempt newest = hook.attempts().getFirst();
        if (!newest.arrived()) {
            return new Finding.Problem(
                    DELIVERIES,
                    lost + " of the newest " + all.size() + " did not arrive, the last at " + newest.at()
                            + " among them.",
                    "Look at the answer under Recent Deliveries in the App's settings: 401 is another webhook secret,"
                            + " no answer a wrong address or a firewall.");
        }
        return new Finding.Warning(
                DELIVERIES,
                lost + " of the newest " + all.size() + " did not arrive; later ones did.",
                "Nothing, where Tidegate was away: it asks for them again by itself within minutes.");
    }
}
