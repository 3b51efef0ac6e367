package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.List;
import java.util.Map;

/** The few mutations that REST does not have. What GitHub refuses comes as a success with errors. */
final class GraphQl {
    private GraphQl() {}

    static void add(Api api) {
        api.token("POST", "/graphql", (request, grant) -> answer(api.site, request, grant));
    }

    private static Response answer(Site site, Request request, Grant grant) {
        JsonNode body = request.json();
        String query = body.path("query").asText();
        JsonNode variables = body.path("variables");
        String id = variables.path("id").asText();
        PullRequest pull = site.repos.stream()
                .filter(grant::reaches)
                .flatMap(repo -> repo.pulls.all().stream())
                .filter(one -> ("PR_" + one.id).equals(id))
                .findFirst()
                .orElse(null);
        if (pull == null) {
            return error("NOT_FOUND", "Could not resolve to a node with the global id of '" + id + "'");
        }
        for (String wanted : List.of("contents:write", "pull_requests:write")) {
            if (!grant.allows(wanted) || !Grant.allows(site.app.permissions(), wanted)) {
                return error("FORBIDDEN", "Resource not accessible by integration");
            }
        }
        String head = variables.path("head").asText(pull.headSha);
        if (!head.equals(pull.headSha)) {
            return error("UNPROCESSABLE", "Head sha didn't match expected head oid");
        }
        if (query.contains("enablePullRequestAutoMerge(")) {
            return enabled(site, pull);
        }
        if (query.contains("enqueuePullRequest(")) {
            return enqueued(site, pull);
        }
        if (query.contains("disablePullRequestAutoMerge(")) {
            pull.autoMerge = null;
            site.event("auto-merge", Map.of("number", pull.number, "on", false));
            return done("disablePullRequestAutoMerge", pull);
        }
        throw new Refusal(400, "A query attribute must be specified and must be a string.");
    }

    private static Response enabled(Site site, PullRequest pull) {
        if (!pull.repo.autoMergeAllowed) {
            return error("UNPROCESSABLE", "Pull request Auto merge is not allowed for this repository");
        }
        if (pull.draft) {
            return error("UNPROCESSABLE", "Pull request Pull request is in draft state");
        }
        if (pull.repo.pulls.obstacle(pull).isEmpty()) {
            return error("UNPROCESSABLE", "Pull request Pull request is in clean status");
        }
        pull.autoMerge = site.bot();
        site.event("auto-merge", Map.of("number", pull.number, "on", true));
        return done("enablePullRequestAutoMerge", pull);
    }

    private static Response enqueued(Site site, PullRequest pull) {
        if (!pull.repo.queue.on(pull.baseRef)) {
            return error("UNPROCESSABLE", "Pull request The merge queue is not enabled for this branch");
        }
        if (pull.repo.queue.holds(pull)) {
            return error("UNPROCESSABLE", "Pull request Pull request is already queued to merge");
        }
        String obstacle = pull.repo.pulls.obstacle(pull).orElse("");
        if (!obstacle.isEmpty()) {
            return error("UNPROCESSABLE", "Pull request " + obstacle);
        }
        pull.repo.queue.enqueue(pull, site.bot());
        ObjectNode entry = Json.object("mergeQueueEntry", Json.object("position", 1));
        return Response.json(200, Json.object("data", Json.object("enqueuePullRequest", entry)));
    }

    private static Response done(String mutation, PullRequest pull) {
        ObjectNode payload = Json.object("pullRequest", Json.object("number", pull.number));
        return Response.json(200, Json.object("data", Json.object(mutation, payload)));
    }

    static Response error(String type, String message) {
        ObjectNode error = Json.object("type", type, "path", List.of("mutation"), "message", message);
        return Response.json(200, Json.object("data", null, "errors", List.of(error)));
    }
}
