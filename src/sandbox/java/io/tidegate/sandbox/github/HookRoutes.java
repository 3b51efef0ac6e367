package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.List;
import java.util.Optional;

/** The App's webhook deliveries: what was sent, and sending it again. */
final class HookRoutes {
    private final Site site;

    private HookRoutes(Site site) {
        this.site = site;
    }

    static void add(Api api) {
        HookRoutes routes = new HookRoutes(api.site);
        api.app(
                "GET",
                "/app/hook/config",
                request -> Response.json(200, api.site.webhooks().config()));
        api.app("GET", "/app/hook/deliveries", routes::list);
        api.app("GET", "/app/hook/deliveries/{id}", request -> Response.json(200, full(routes.find(request))));
        api.app("POST", "/app/hook/deliveries/{id}/attempts", request -> {
            api.site.webhooks().redeliver(routes.find(request));
            return Response.json(202, Json.object());
        });
    }

    /** Newest first, paged by cursor only: the id of the next delivery to show. */
    private Response list(Request request) {
        int size = Math.clamp(request.query("per_page").map(HookRoutes::number).orElse(30L), 1, 100);
        long cursor = request.query("cursor").map(HookRoutes::number).orElse(Long.MAX_VALUE);
        String status = request.query("status").orElse("");
        List<HookDelivery> left = site.webhooks().deliveries().stream()
                .filter(delivery -> delivery.id() <= cursor)
                .filter(delivery -> fits(delivery, status))
                .toList();
        Response page = Response.json(200, Json.array(left.stream().limit(size).toList(), HookDelivery::json));
        if (left.size() <= size) {
            return page;
        }
        String filter = status.isEmpty() ? "" : "&status=" + status;
        return page.with(
                "Link",
                "<" + site.url() + "/app/hook/deliveries?per_page=" + size + filter + "&cursor="
                        + left.get(size).id() + ">; rel=\"next\"");
    }

    /** GitHub's failure filter knows answers of 400 to 599 only: what never connected is in neither list. */
    private static boolean fits(HookDelivery delivery, String status) {
        int code = delivery.answer().code();
        return switch (status) {
            case "success" -> code >= 200 && code < 400;
            case "failure" -> code >= 400;
            default -> true;
        };
    }

    private HookDelivery find(Request request) {
        long id = number(request.parameter("id"));
        Optional<HookDelivery> found = site.webhooks().deliveries().stream()
                .filter(delivery -> delivery.id() == id)
                .findFirst();
        return found.orElseThrow(Call::notFound);
    }

    private static ObjectNode full(HookDelivery delivery) {
        ObjectNode node = delivery.json();
        node.put("url", "");
        node.set("request", Json.object("headers", delivery.requestHeaders(), "payload", delivery.payload()));
        node.set(
                "response",
                Json.object(
                        "headers", Json.object(), "payload", delivery.answer().body()));
        return node;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Call.notFound();
        }
    }
}
