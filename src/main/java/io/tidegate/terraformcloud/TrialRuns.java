package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Outside;
import io.tidegate.run.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The runs of a {@link Trial}: made, followed, and acted upon. What the other side answers is what is tried. */
final class TrialRuns {
    static final String MESSAGE = "Tidegate's doctor tries something here (trial)";
    static final int MOST_LOOKS = 480;
    private static final long PAUSE_MILLIS = 250;
    private static final Integer[] REFUSALS = {400, 403, 404, 409, 422};
    private final HcpClient client;
    private final Token token;

    TrialRuns(HcpClient client, Token token) {
        this.client = client;
        this.token = token;
    }

    /** @param version of the configuration; it may be another workspace's */
    Answer create(String workspace, String version, boolean planOnly, String doing) {
        return client.send(Call.post(
                        token,
                        "/runs",
                        "runs",
                        Map.of(
                                "data",
                                Map.of(
                                        "type",
                                        "runs",
                                        "attributes",
                                        Map.of("message", MESSAGE, "plan-only", planOnly, "auto-apply", false),
                                        "relationships",
                                        Map.of(
                                                "workspace", one("workspaces", workspace),
                                                "configuration-version", one("configuration-versions", version)))),
                        doing)
                .expecting(REFUSALS));
    }

    private static Map<String, Object> one(String type, String id) {
        return Map.of("data", Map.of("type", type, "id", id));
    }

    /** The id of what {@link #create} made. @throws Outside.Refused if it was refused */
    static String made(Answer answer, String doing) {
        if (!answer.succeeded()) {
            throw new Outside.Refused(
                    "To " + doing + " is answered with " + answer.status() + ".",
                    "The token's team needs Write on the workspace.");
        }
        return tree(answer).at("/data/id").asText();
    }

    /** @param last the run's document as it was seen last */
    record Followed(List<String> statuses, JsonNode last) {
        String status() {
            return statuses.getLast();
        }

        boolean may(String action) {
            return last.at("/data/attributes/actions/is-" + action).asBoolean(false);
        }
    }

    /** As far as it can be seen by looking, until it ends. */
    Followed follow(String run) {
        return follow(run, seen -> false);
    }

    /** Until it ends, or comes to this. @throws Outside.Unavailable after two minutes */
    Followed follow(String run, Predicate<Followed> enough) {
        String doing = "follow a run";
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < MOST_LOOKS; i++) {
            JsonNode seen = tree(client.send(Call.get(token, "/runs/{run}", "runs/" + Paths.segment(run), doing)));
            note(statuses, seen.at("/data/attributes/status").asText());
            Followed followed = new Followed(List.copyOf(statuses), seen);
            if (new RunStatus(followed.status()).isFinal() || enough.test(followed)) {
                return followed;
            }
            pause(i, doing);
        }
        throw new Outside.Unavailable(
                "the run " + run + " is " + statuses.getLast() + " and has come no further in two minutes", null);
    }

    /** @param action such as {@code discard} */
    Answer act(String run, String action) {
        return client.send(Call.post(
                        token,
                        "/runs/{run}/actions/" + action,
                        "runs/" + Paths.segment(run) + "/actions/" + action,
                        Map.of(),
                        action + " a run")
                .expecting(REFUSALS));
    }

    static JsonNode tree(Answer answer) {
        try {
            return Json.tree(answer.body());
        } catch (IOException unreadable) {
            throw new Outside.Unavailable("an answer is no JSON", null);
        }
    }

    static void note(List<String> statuses, String status) {
        String clean = Lines.clean(status, 40);
        if (statuses.isEmpty() || !statuses.getLast().equals(clean)) {
            statuses.add(clean);
        }
    }

    /** Of a signed address the host alone is no secret. */
    static String host(URI address) {
        return String.valueOf(address.getHost());
    }

    /** Often at first, since most of it is over soon. */
    static void pause(int looks, String doing) {
        try {
            Thread.sleep(looks < 4 ? PAUSE_MILLIS / 4 : PAUSE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Failures.of(doing, stopping);
        }
    }
}
