package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * One attempt to deliver one webhook; a redelivery is another attempt under the same GUID.
 *
 * @param requestHeaders null until it was tried, like all that follow
 */
record HookDelivery(
        long id,
        String guid,
        String event,
        String action,
        Long repositoryId,
        Long installationId,
        boolean redelivery,
        ObjectNode payload,
        Map<String, String> requestHeaders,
        Answer answer,
        double seconds,
        Instant deliveredAt) {

    HookDelivery(
            long id,
            String guid,
            String event,
            String action,
            Long repositoryId,
            Long installationId,
            boolean redelivery,
            ObjectNode payload) {
        this(id, guid, event, action, repositoryId, installationId, redelivery, payload, Map.of(), null, 0, null);
    }

    /**
     * @param code 0 where no answer came
     * @param status {@code OK}, or what went wrong in GitHub's words
     */
    record Answer(int code, String status, String body) {
        static Answer failed(String why) {
            return new Answer(0, why, "");
        }
    }

    /** The same once more, not tried yet. */
    HookDelivery under(long otherId, String otherGuid, boolean again) {
        return new HookDelivery(otherId, otherGuid, event, action, repositoryId, installationId, again, payload);
    }

    HookDelivery done(Map<String, String> headers, Answer answer, double seconds, Instant at) {
        return new HookDelivery(
                id,
                guid,
                event,
                action,
                repositoryId,
                installationId,
                redelivery,
                payload,
                headers,
                answer,
                seconds,
                at);
    }

    /** As the list shows it; the single delivery adds request and response. */
    ObjectNode json() {
        return Json.object(
                "id", id,
                "guid", guid,
                "delivered_at", deliveredAt,
                "redelivery", redelivery,
                "duration", seconds,
                "status", answer.status(),
                "status_code", answer.code(),
                "event", event,
                "action", action.isEmpty() ? null : action,
                "installation_id", installationId,
                "repository_id", repositoryId,
                "throttled_at", null);
    }
}
