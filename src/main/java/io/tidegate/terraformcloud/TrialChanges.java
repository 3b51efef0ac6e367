package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.doctor.Tried;
import io.tidegate.flow.Outside;
import io.tidegate.run.RunStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of a {@link Trial} that need a run which can be applied. One is discarded, one is applied, after its plan was
 * seen to change no resource; none is left waiting.
 */
final class TrialChanges {
    private static final String CONFIRMATION = "confirmation of a run";
    private final HcpClient client;
    private final Token token;
    private final TrialRuns runs;
    private final String us;
    private final String workspace;
    private final String version;
    private final List<String> made = new ArrayList<>();

    /**
     * @param us the account of the token
     * @param version of a configuration that is not speculative
     */
    TrialChanges(HcpClient client, Token token, String us, String workspace, String version) {
        this.client = client;
        this.token = token;
        this.runs = new TrialRuns(client, token);
        this.us = us;
        this.workspace = workspace;
        this.version = version;
    }

    Tried reviewed() {
        String item = "review and apply of one upload";
        Answer answer = runs.create(workspace, version, true, "create a plan-only run");
        if (!answer.succeeded()) {
            return new Tried.Seen(
                    item,
                    "a plan-only run of a provisional configuration is answered with " + answer.status()
                            + "; Tidegate uploads twice");
        }
        List<String> statuses =
                runs.follow(track(answer, "create a plan-only run")).statuses();
        return new Tried.Seen(
                item,
                "a plan-only run of a provisional configuration was " + String.join(", ", statuses)
                        + "; Tidegate uploads twice, and needs no such run");
    }

    Tried discarded() {
        String item = "discarding of a run that waits";
        TrialRuns.Followed waiting = waiting();
        if (!waiting.may("discardable")) {
            return new Tried.Untried(item, "the run came to " + waiting.status() + ", where it cannot be discarded");
        }
        String run = made.getLast();
        int status = runs.act(run, "discard").status();
        TrialRuns.Followed ended = runs.follow(run);
        int late = runs.act(run, "apply").status();
        return Tried.judged(
                item,
                status == 202 && ended.status().equals("discarded") && late == 409,
                "it is answered with " + status + ", and the run was " + String.join(", ", ended.statuses())
                        + "; its confirmation then is answered with " + late,
                "202, discarded at the end, and 409 then");
    }

    Tried confirmed() {
        TrialRuns.Followed waiting = waiting();
        String run = made.getLast();
        if (!waiting.may("confirmable")) {
            return new Tried.Untried(
                    CONFIRMATION, "the run came to " + waiting.status() + ", where it cannot be confirmed");
        }
        JsonNode plan = TrialRuns.tree(client.send(Call.get(
                        token, "/runs/{run}/plan", "runs/" + Paths.segment(run) + "/plan", "read the plan of a run")))
                .at("/data/attributes");
        String counted = counts(plan);
        if (!counted.equals("0 to add, 0 to change, 0 to destroy")) {
            return new Tried.Untried(CONFIRMATION, "the plan is no empty workspace's: " + counted);
        }
        boolean asAsked = !waiting.last().at("/data/attributes/plan-only").asBoolean(true)
                && !waiting.last().at("/data/attributes/auto-apply").asBoolean(true);
        int status = runs.act(run, "apply").status();
        TrialRuns.Followed ended = runs.follow(run);
        boolean ours = us.equals(
                ended.last().at("/data/relationships/confirmed-by/data/id").asText());
        int again = runs.act(run, "apply").status();
        return Tried.judged(
                CONFIRMATION,
                asAsked && status == 202 && ended.status().equals("applied") && ours && again == 409,
                "the run waited for it, was " + String.join(", ", waiting.statuses()) + "; it is answered with "
                        + status + ", and the run was " + String.join(", ", ended.statuses()) + ", "
                        + (ours ? "confirmed-by the token's account" : "not told to be by the token's account")
                        + "; a second one is answered with " + again,
                "a run that waits, 202, applied at the end, by the token's account, and 409 for the second");
    }

    /** A run of the configuration, as far as it goes without a person. */
    private TrialRuns.Followed waiting() {
        String doing = "create a run that can be applied";
        String run = track(runs.create(workspace, version, false, doing), doing);
        return runs.follow(run, seen -> seen.may("confirmable"));
    }

    private String track(Answer answer, String doing) {
        made.add(TrialRuns.made(answer, doing));
        return made.getLast();
    }

    private static String counts(JsonNode plan) {
        return plan.path("resource-additions").asText("unknown") + " to add, "
                + plan.path("resource-changes").asText("unknown") + " to change, "
                + plan.path("resource-destructions").asText("unknown") + " to destroy";
    }

    /** What was begun and has not ended, because something failed, must not keep the workspace or wait to be applied. */
    Tried tidied() {
        List<String> left = new ArrayList<>();
        for (String run : made) {
            TrialRuns.Followed seen = runs.follow(run, any -> true);
            if (!new RunStatus(seen.status()).isFinal()
                    && !runs.act(run, seen.may("discardable") ? "discard" : "cancel")
                            .succeeded()) {
                left.add(run + " (" + seen.status() + ")");
            }
        }
        if (!left.isEmpty()) {
            throw new Outside.Unavailable(
                    "these runs could not be ended, end them in HCP Terraform: " + String.join(", ", left), null);
        }
        return new Tried.AsExpected("runs that can be applied", "none of " + made.size() + " is left waiting");
    }
}
