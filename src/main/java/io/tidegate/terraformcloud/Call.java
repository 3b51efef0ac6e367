package io.tidegate.terraformcloud;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API.
 *
 * @param route the path with names for ids, for metrics
 * @param path below {@code /api/v2/}, with its query
 * @param doing completes "could not …" for people
 * @param expected statuses besides 2xx that the caller handles itself
 */
record Call(
        Token token,
        String method,
        String route,
        String path,
        @Nullable Map<String, Object> body,
        String doing,
        Set<Integer> expected) {
    static Call get(Token token, String route, String path, String doing) {
        return new Call(token, "GET", route, path, null, doing, Set.of());
    }

    static Call post(Token token, String route, String path, Map<String, Object> body, String doing) {
        return new Call(token, "POST", route, path, body, doing, Set.of());
    }

    Call expecting(Integer... statuses) {
        return new Call(token, method, route, path, body, doing, Set.of(statuses));
    }
}
