package io.tidegate.github;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** One body being received, on the event loop of its request: authenticated first, judged at its end, counted meanwhile. */
final class Reception {
    /** Beyond this even a forged body is not worth reading to its end. */
    private static final long HARD_LIMIT = 2L * WebhookDoor.LIMIT;

    private static final long SLOWEST_MILLIS = 30_000;
    private final RoutingContext context;
    private final SignedBody body;
    private final InflightBytes inflight;
    private final Vertx vertx;
    private final long app;
    private final Refusing refusing;
    private final Next next;
    private long reserved;
    private boolean over;
    private long timer;

    /** What is done with a genuine delivery; it must not block, and release the bytes in the end. */
    interface Next {
        void take(DeliveryHeaders headers, SignedBody body, Runnable release);
    }

    Reception(
            RoutingContext context,
            SignedBody body,
            InflightBytes inflight,
            Vertx vertx,
            long app,
            Refusing refusing,
            Next next) {
        this.context = context;
        this.body = body;
        this.inflight = inflight;
        this.vertx = vertx;
        this.app = app;
        this.refusing = refusing;
        this.next = next;
    }

    void begin() {
        HttpServerRequest request = context.request();
        timer = vertx.setTimer(SLOWEST_MILLIS, id -> refuse(408, "its body did not arrive within 30 s"));
        request.exceptionHandler(broken -> abandon());
        request.handler(buffer -> take(buffer.getBytes()));
        request.endHandler(end -> judge());
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void take(byte[] chunk) {
        if (over) {
            return;
        }
        body.add(chunk);
        if (body.tooLarge()) {
            release();
            if (body.size() > HARD_LIMIT) {
                refuse(413, "it is larger than 25 MB");
            }
        } else if (inflight.reserve(chunk.length)) {
            reserved += chunk.length;
        } else {
            refuse(503, "too many deliveries are arriving at once");
        }
    }

    private void judge() {
        if (over) {
            return;
        }
        Optional<DeliveryHeaders> headers = DeliveryHeaders.of(context.request(), app);
        if (!body.genuine()) {
            refuse(401, "its signature is wrong");
        } else if (!DeliveryHeaders.json(context.request())) {
            refuse(415, "it is not JSON; set the webhook's content type to application/json in the App's settings");
        } else if (body.tooLarge()) {
            refuse(413, "it is larger than 25 MB");
        } else if (headers.isEmpty()) {
            refuse(400, "it lacks X-GitHub-Event or X-GitHub-Delivery");
        } else {
            over = true;
            vertx.cancelTimer(timer);
            next.take(headers.get(), body, this::release);
        }
    }

    private void refuse(int status, String reason) {
        if (!over) {
            abandon();
            refusing.refuse(context, status, reason);
        }
    }

    private void abandon() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            release();
        }
    }

    private void release() {
        inflight.release(reserved);
        reserved = 0;
    }
}
