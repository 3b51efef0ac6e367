package io.tidegate.github;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The headers of a webhook delivery that are used. None of them is signed.
 *
 * @param kind the event's name; with {@code @} and an app's id when the delivery was meant for another App: headers are
 *     not stored, and no event's name can look like that
 * @param guid GitHub's id of the delivery, the same when it is delivered again
 */
record DeliveryHeaders(String kind, String guid) {
    private static final Pattern EVENT = Pattern.compile("[a-z_]{1,64}");
    private static final Pattern GUID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** Empty when one of them is missing or cannot be GitHub's. */
    static Optional<DeliveryHeaders> of(HttpServerRequest request, long app) {
        String event = request.getHeader("X-GitHub-Event");
        Optional<String> guid = guid(request);
        if (event == null || !EVENT.matcher(event).matches() || guid.isEmpty()) {
            return Optional.empty();
        }
        String target = request.getHeader("X-GitHub-Hook-Installation-Target-ID");
        if (target == null || target.equals(Long.toString(app))) {
            return Optional.of(new DeliveryHeaders(event, guid.get()));
        }
        String other = ID.matcher(target).matches() ? target : "unknown";
        return Optional.of(new DeliveryHeaders(event + "@" + other, guid.get()));
    }

    static Optional<String> guid(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("X-GitHub-Delivery"))
                .filter(text -> GUID.matcher(text).matches());
    }

    static boolean json(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        int end = type == null ? -1 : type.indexOf(';');
        return type != null && (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("application/json");
    }
}
