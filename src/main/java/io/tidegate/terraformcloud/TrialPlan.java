package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.doctor.Tried;
import io.tidegate.flow.Outside;
import io.tidegate.run.RunStatus;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items of a {@link Trial} that need a plan. Each answers as it was seen; what was not expected is no failure. */
final class TrialPlan {
    private final TrialRuns runs;
    private final String us;
    private final String workspace;
    private final String version;
    private String run = "";
    private @Nullable JsonNode ended;

    /**
     * @param us the account of the token
     * @param version of the configuration that is planned
     */
    TrialPlan(TrialRuns runs, String us, String workspace, String version) {
        this.runs = runs;
        this.us = us;
        this.workspace = workspace;
        this.version = version;
    }

    /** The run of {@link #create}; empty where it came to none. */
    String run() {
        return run;
    }

    Tried create() {
        String doing = "create a speculative run";
        Answer answer = runs.create(workspace, version, true, doing);
        run = TrialRuns.made(answer, doing);
        JsonNode made = TrialRuns.tree(answer);
        JsonNode attributes = made.at("/data/attributes");
        String creator = made.at("/data/relationships/created-by/data/id").asText("nobody");
        boolean message = attributes.path("message").asText().equals(TrialRuns.MESSAGE);
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

    Tried statuses() {
        TrialRuns.Followed followed = runs.follow(run);
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
        Answer answer = runs.act(run, action);
        return Tried.judged(
                (action.equals("discard") ? "discarding" : "cancelling") + " an ended run",
                answer.status() == 409,
                "it is answered with " + answer.status(),
                "409");
    }

    Tried cancelled() {
        String item = "cancelling a run under way";
        String doing = "create a run to cancel";
        String other = TrialRuns.made(runs.create(workspace, version, true, doing), doing);
        Answer answer = runs.act(other, "cancel");
        List<String> statuses = runs.follow(other).statuses();
        if (answer.status() == 409 && statuses.getLast().equals("planned_and_finished")) {
            return new Tried.Untried(item, "the plan had ended before it could be cancelled");
        }
        return Tried.judged(
                item,
                answer.status() == 202 && statuses.getLast().equals("canceled"),
                "it is answered with " + answer.status() + ", and the run was " + String.join(", ", statuses),
                "202, and canceled at the end");
    }

    private JsonNode end() {
        if (ended == null) {
            throw new Outside.Unavailable("the run's end was not seen", null);
        }
        return ended;
    }
}
