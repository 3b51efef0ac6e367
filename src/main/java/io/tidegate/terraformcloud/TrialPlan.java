package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.doctor.Tried;
import io.tidegate.flow.Outside;
import io.tidegate.run.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items of a {@link Trial} that need a plan. Each answers as it was seen; what was not expected is no failure. */
final class TrialPlan {
    private static final long PAUSE_MILLIS = 250;
    static final int MOST_LOOKS = 480;
    private static final Integer[] REFUSALS = {400, 403, 404, 409, 422};
    private static final String MESSAGE = "Tidegate's doctor tries something here; nothing of it is applied (trial)";
    private final HcpClient client;
    private final Token token;
    private final String workspace;
    private final String version;
    private String run = "";
    private @Nullable JsonNode ended;

    /** @param version of the configuration that is planned */
    TrialPlan(HcpClient client, Token token, String workspace, String version) {
        this.client = client;
        this.token = token;
        this.workspace = workspace;
        this.version = version;
    }

    /** The run of {@link #create}; empty where it came to none. */
    String run() {
        return run;
    }

    Tried create() {
        String doing = "create a speculative run";
        JsonNode made = tree(start(doing));
        run = made.at("/data/id").asText();
        JsonNode attributes = made.at("/data/attributes");
        String creator = made.at("/data/relationships/created-by/data/id").asText("nobody");
        String us = new Identity(client).of(token).orElse("not told");
        boolean message = attributes.path("message").asText().equals(MESSAGE);
        return Tried.judged(
                "creation of a run",
                message
                        && creator.equals(us)
                        && attributes.path("plan-only").asBoolean(false)
                        && !attributes.path("auto-apply").asBoolean(true),
                "plan-only " + attributes.path("plan-only").asText("missing") + ", auto-apply "
                        + attributes.path("auto-apply").asText("missing") + ", its message "
                        + (message ? "as sent" : "changed") + ", created by "
                        + (creator.equals(us) ? "the token's account" : "somebody else than the token's account"),
                "plan-only true, auto-apply false, the message as sent, created by the token's account");
    }

    private Answer start(String doing) {
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
                                Map.of("message", MESSAGE, "plan-only", true, "auto-apply", false),
                                "relationships",
                                Map.of(
                                        "workspace", one("workspaces", workspace),
                                        "configuration-version", one("configuration-versions", version)))),
                doing));
    }

    private static Map<String, Object> one(String type, String id) {
        return Map.of("data", Map.of("type", type, "id", id));
    }

    Tried statuses() {
        Followed followed = follow(run);
        ended = followed.last();
        List<String> statuses = followed.statuses();
        List<String> unknown = statuses.stream()
                .filter(status -> !new RunStatus(status).isKnown())
                .toList();
        return Tried.judged(
                "statuses of a plan",
                unknown.isEmpty() && statuses.getLast().equals("planned_and_finished"),
                String.join(", ", statuses)
                        + (unknown.isEmpty() ? "" : "; unknown to Tidegate: " + String.join(", ", unknown)),
                "statuses that it knows, and planned_and_finished at the end");
    }

    private record Followed(List<String> statuses, JsonNode last) {}

    /** As far as it can be seen by looking, until it ends. */
    private Followed follow(String id) {
        String doing = "follow a run";
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < MOST_LOOKS; i++) {
            JsonNode seen = tree(client.send(Call.get(token, "/runs/{run}", "runs/" + Paths.segment(id), doing)));
            note(statuses, seen.at("/data/attributes/status").asText());
            if (new RunStatus(statuses.getLast()).isFinal()) {
                return new Followed(statuses, seen);
            }
            pause(i, doing);
        }
        throw new Outside.Unavailable("the run " + id + " has not ended after two minutes", null);
    }

    Tried times() {
        JsonNode attributes = end().at("/data/attributes");
        Map<String, String> times = new LinkedHashMap<>();
        attributes
                .path("status-timestamps")
                .properties()
                .forEach(entry -> times.put(entry.getKey(), entry.getValue().asText()));
        Optional<OffsetDateTime> created = time(attributes.path("created-at").asText());
        boolean sound = created.isPresent()
                && !times.isEmpty()
                && times.values().stream()
                        .allMatch(text -> time(text)
                                .filter(at -> !at.plusSeconds(1).isBefore(created.get()))
                                .isPresent());
        return Tried.judged(
                "times of a run",
                sound,
                "created-at " + attributes.path("created-at").asText("missing") + ", then " + times,
                "ISO 8601, none before created-at");
    }

    private static Optional<OffsetDateTime> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** What is asked of an ended run is refused; were it not, nothing could come of it. */
    Tried refused(String action) {
        Answer answer = act(run, action);
        return Tried.judged(
                (action.equals("discard") ? "discarding" : "cancelling") + " an ended run",
                answer.status() == 409,
                "it is answered with " + answer.status(),
                "409");
    }

    Tried cancelled() {
        String item = "cancelling a run under way";
        String other = tree(start("create a run to cancel")).at("/data/id").asText();
        Answer answer = act(other, "cancel");
        List<String> statuses = follow(other).statuses();
        if (answer.status() == 409 && statuses.getLast().equals("planned_and_finished")) {
            return new Tried.Untried(item, "the plan had ended before it could be cancelled");
        }
        return Tried.judged(
                item,
                answer.status() == 202 && statuses.getLast().equals("canceled"),
                "it is answered with " + answer.status() + ", and the run was " + String.join(", ", statuses),
                "202, and canceled at the end");
    }

    private Answer act(String id, String action) {
        return client.send(Call.post(
                        token,
                        "/runs/{run}/actions/" + action,
                        "runs/" + Paths.segment(id) + "/actions/" + action,
                        Map.of(),
                        action + " a run")
                .expecting(REFUSALS));
    }

    private JsonNode end() {
        if (ended == null) {
            throw new Outside.Unavailable("the run's end was not seen", null);
        }
        return ended;
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
