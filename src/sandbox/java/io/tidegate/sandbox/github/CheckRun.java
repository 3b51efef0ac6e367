package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;

/** A check run. Mutable; guarded by the site's monitor. */
final class CheckRun {
    final long id;
    final long appId;
    final String appSlug;
    final String headSha;
    final ArrayNode annotations = Json.MAPPER.createArrayNode();
    String name;
    String status = "queued";
    String conclusion;
    Instant startedAt;
    Instant completedAt;
    String externalId = "";
    String detailsUrl;
    String title;
    String summary;
    String text;
    JsonNode actions = Json.MAPPER.createArrayNode();

    CheckRun(long id, long appId, String appSlug, String headSha, String name, Instant startedAt) {
        this.id = id;
        this.appId = appId;
        this.appSlug = appSlug;
        this.headSha = headSha;
        this.name = name;
        this.startedAt = startedAt;
    }

    boolean satisfied() {
        return "completed".equals(status)
                && ("success".equals(conclusion) || "neutral".equals(conclusion) || "skipped".equals(conclusion));
    }
}
