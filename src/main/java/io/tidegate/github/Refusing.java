package io.tidegate.github;

import io.tidegate.flow.Arrivals;
import io.tidegate.flow.Refusals;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Answers what is not taken, with the reason in one sentence. */
record Refusing(Refusals log, Arrivals arrivals) {
    void refuse(RoutingContext context, int status, String reason) {
        String delivery = DeliveryHeaders.guid(context.request()).orElse("without id");
        arrivals.refused(status);
        log.say("webhook delivery " + delivery + " refused with " + status + ": " + reason);
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (status == 503) {
            response.putHeader("Retry-After", "10");
        }
        if (context.request().version() != HttpVersion.HTTP_2) {
            // What was not read of the body must not be taken for the next request; HTTP/2 keeps them apart by itself.
            response.putHeader("Connection", "close");
        }
        response.putHeader("Content-Type", "text/plain; charset=utf-8")
                .setStatusCode(status)
                .end("Refused: " + reason + ".\n");
    }
}
