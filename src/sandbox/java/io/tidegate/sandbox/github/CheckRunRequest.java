package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** Reads a check run out of a request as strictly as GitHub does, and puts it into a {@link CheckRun}. */
final class CheckRunRequest {
    private static final int TEXT_LIMIT = 65_535;
    private static final List<String> STATUSES = List.of("queued", "in_progress", "completed");
    private static final List<String> CONCLUSIONS =
            List.of("action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out");
    private static final List<String> LEVELS = List.of("notice", "warning", "failure");

    private static final String[] KEYS = {
        "name",
        "head_sha",
        "details_url",
        "external_id",
        "status",
        "started_at",
        "conclusion",
        "completed_at",
        "output",
        "actions"
    };

    private CheckRunRequest() {}

    /** Refuses a body that GitHub would refuse, before anything is changed. */
    static void validate(Fields body, boolean create) {
        body.only(KEYS);
        body.text("name");
        body.oneOf("status", STATUSES);
        body.oneOf("conclusion", CONCLUSIONS);
        body.text("details_url");
        body.text("external_id");
        time(body, "started_at");
        time(body, "completed_at");
        boolean completing = body.text("status").filter("completed"::equals).isPresent() || body.has("completed_at");
        if (completing && !body.has("conclusion")) {
            throw Invalid.schema("\"conclusion\" wasn't supplied.");
        }
        if (body.has("output")) {
            output(new Fields("CheckRun", body.node().get("output")), create);
        }
        if (body.has("actions")) {
            actions(body.node().get("actions"));
        }
    }

    /** Applies a validated body; returns whether the run became completed by it. */
    static boolean apply(Fields body, CheckRun run, Instant now) {
        boolean before = run.status.equals("completed");
        body.text("name").ifPresent(name -> run.name = name);
        body.text("details_url").ifPresent(url -> run.detailsUrl = url);
        body.text("external_id").ifPresent(id -> run.externalId = id);
        body.text("started_at").ifPresent(at -> run.startedAt = Instant.parse(at));
        body.text("status").ifPresent(status -> run.status = status);
        if (body.has("conclusion")) {
            run.status = "completed";
            run.conclusion = body.text("conclusion").orElseThrow();
            run.completedAt = body.text("completed_at").map(Instant::parse).orElse(now);
        } else if (!run.status.equals("completed")) {
            run.conclusion = null;
            run.completedAt = null;
        }
        if (body.has("output")) {
            Fields output = new Fields("CheckRun", body.node().get("output"));
            output.text("title").ifPresent(title -> run.title = title);
            output.text("summary").ifPresent(summary -> run.summary = summary);
            output.text("text").ifPresent(text -> run.text = text);
            output.node().path("annotations").forEach(run.annotations::add);
        }
        if (body.has("actions")) {
            run.actions = body.node().get("actions");
        }
        return !before && run.status.equals("completed");
    }

    private static void output(Fields output, boolean create) {
        output.only("title", "summary", "text", "annotations", "images");
        if (create) {
            output.requiredText("title");
        }
        output.requiredText("summary");
        output.text("title", 255);
        output.text("summary", TEXT_LIMIT);
        output.text("text", TEXT_LIMIT);
        JsonNode annotations = output.node().path("annotations");
        if (annotations.size() > 50) {
            throw Invalid.message("CheckRun", "annotations", "Annotations cannot exceed 50 items in one request");
        }
        for (JsonNode node : annotations) {
            Fields annotation = new Fields("CheckRunAnnotation", node);
            annotation.only(
                    "path",
                    "start_line",
                    "end_line",
                    "start_column",
                    "end_column",
                    "annotation_level",
                    "message",
                    "title",
                    "raw_details");
            annotation.requiredText("path");
            annotation.requiredText("message");
            annotation.requiredText("annotation_level");
            annotation.oneOf("annotation_level", LEVELS);
            annotation.text("title", 255);
            if (!node.path("start_line").isInt() || !node.path("end_line").isInt()) {
                throw Invalid.schema("\"start_line\" and \"end_line\" weren't supplied.");
            }
            if (node.has("start_column")
                    && node.get("start_line").asInt() != node.get("end_line").asInt()) {
                throw Invalid.message("CheckRunAnnotation", "start_column", "columns need one line");
            }
        }
    }

    private static void actions(JsonNode actions) {
        if (!actions.isArray() || actions.size() > 3) {
            throw Invalid.schema("For 'properties/actions', expected an array of at most 3 items.");
        }
        for (JsonNode node : actions) {
            Fields action = new Fields("CheckRunAction", node);
            action.only("label", "description", "identifier");
            limited(action, "label", 20);
            limited(action, "description", 40);
            limited(action, "identifier", 20);
        }
    }

    private static void limited(Fields action, String name, int limit) {
        action.requiredText(name);
        if (action.text(name).orElseThrow().length() > limit) {
            throw Invalid.schema("For 'properties/" + name + "', only " + limit + " characters are allowed.");
        }
    }

    private static void time(Fields body, String name) {
        body.text(name).ifPresent(text -> {
            try {
                Instant.parse(text);
            } catch (DateTimeException e) {
                throw Invalid.schema("For 'properties/" + name + "', " + text + " is not a valid date-time.");
            }
        });
    }
}
