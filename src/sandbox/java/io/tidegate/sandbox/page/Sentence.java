package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Journal.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An entry of the journal in words. */
final class Sentence {
    private Sentence() {}

    static String of(Entry entry) {
        String by = entry.fact("by");
        String number = " on #" + entry.fact("number");
        return switch (entry.kind()) {
            case "request" -> request(entry);
            case "webhook" ->
                "GitHub sent the webhook " + dotted(entry)
                        + (entry.fact("redelivery").equals("true") ? " again" : "") + ": "
                        + (entry.fact("status").equals("0") ? entry.fact("outcome") : entry.fact("status"));
            case "webhook-suppressed" -> "The webhook " + dotted(entry) + " was not sent: webhooks are off";
            case "comment-created" -> by + " commented" + number;
            case "comment-edited" -> by + " edited a comment" + number;
            case "comment-deleted" -> by + " deleted a comment" + number;
            case "reaction" -> by + " reacted with " + entry.fact("content");
            case "review" -> entry.fact("user") + "'s review" + number + " is " + entry.fact("state");
            case "pull-request" ->
                by + ": #" + entry.fact("number") + " " + entry.fact("action").replace('_', ' ');
            case "merge" -> by + " merged #" + entry.fact("number");
            case "push" ->
                by + (entry.fact("forced").equals("true") ? " force-pushed " : " pushed ")
                        + PullPage.shortened(entry.fact("sha")) + " to " + entry.fact("branch");
            case "check-run" -> "Check " + entry.fact("name") + " is " + checked(entry);
            case "deployment" -> "A deployment to " + entry.fact("environment") + " began";
            case "deployment-status" -> "The deployment to " + entry.fact("environment") + " is " + entry.fact("state");
            case "run-created" ->
                by + " started " + (entry.fact("planOnly").equals("true") ? "a plan" : "a real run") + " of "
                        + entry.fact("workspace") + ": " + entry.fact("run");
            case "run-status" -> entry.fact("run") + " of " + entry.fact("workspace") + " is " + entry.fact("status");
            case "run-confirmed" -> by + " confirmed " + entry.fact("run") + " of " + entry.fact("workspace");
            case "run-discarded" -> by + " discarded " + entry.fact("run") + " of " + entry.fact("workspace");
            case "applied" -> entry.fact("run") + " applied " + entry.fact("workspace");
            case "state-seeded" -> entry.fact("workspace") + " got its first state";
            case "state-changed" -> "Somebody changed the state of " + entry.fact("workspace") + " underneath";
            default -> entry.kind() + " " + rest(entry);
        };
    }

    private static String request(Entry entry) {
        String fault = entry.fact("fault");
        return "Asked " + (entry.side().equals("github") ? "GitHub" : "HCP Terraform") + ": " + entry.fact("method")
                + " " + entry.fact("path") + " → " + entry.fact("status")
                + (fault.isEmpty() ? "" : " (made to go wrong: " + fault + ")");
    }

    private static String dotted(Entry entry) {
        return entry.fact("action").isEmpty() ? entry.fact("event") : entry.fact("event") + "." + entry.fact("action");
    }

    private static String checked(Entry entry) {
        String state = entry.fact("conclusion").equals("null") ? entry.fact("status") : entry.fact("conclusion");
        return state.replace('_', ' ') + (entry.fact("title").equals("null") ? "" : ": " + entry.fact("title"));
    }

    private static String rest(Entry entry) {
        return Stream.of("run", "name", "workspace", "event", "status", "conclusion", "state", "by", "error")
                .map(entry::fact)
                .filter(fact -> !fact.isEmpty() && !fact.equals("null"))
                .collect(Collectors.joining(" "));
    }
}
