package io.tidegate.github;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.virtual.threads.VirtualThreads;
import io.tidegate.flow.Arrivals;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Refusals;
import io.tidegate.flow.Role;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * {@code POST /webhooks/github}. A route of its own before the server's limit on bodies, which stays as it is elsewhere:
 * GitHub sends up to 25 MB. The signature is checked while the bytes arrive; only a genuine delivery is looked at, and it
 * is answered once it is stored.
 */
@Singleton
final class WebhookDoor {
    /** Bytes; GitHub never sends more. */
    static final int LIMIT = 25 << 20;

    private static final long ALL_REQUESTS = 64L << 20;
    private static final Logger LOG = Logger.getLogger(WebhookDoor.class);
    private final Role role;
    private final GitHubSettings settings;
    private final Inbox inbox;
    private final Vertx vertx;
    private final ExecutorService threads;
    private final InflightBytes inflight = new InflightBytes(ALL_REQUESTS);
    private final Arrivals arrivals;
    private final Refusing refusing;

    @Inject
    WebhookDoor(
            @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role,
            GitHubSettings settings,
            Inbox inbox,
            Vertx vertx,
            @VirtualThreads ExecutorService threads,
            InstantSource clock,
            MeterRegistry meters) {
        this.role = role;
        this.settings = settings;
        this.inbox = inbox;
        this.vertx = vertx;
        this.threads = threads;
        this.arrivals = new Arrivals(meters, "github");
        this.refusing = new Refusing(new Refusals(clock, LOG::info), arrivals);
    }

    /** A worker has no such door: it answers 404 there. */
    void open(@Observes Router router) {
        if (!role.takesIn()) {
            return;
        }
        router.post("/webhooks/github")
                .order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1)
                .handler(this::receive);
    }

    private void receive(RoutingContext context) {
        long since = System.nanoTime();
        String signature = context.request().getHeader("X-Hub-Signature-256");
        if (signature == null || !SignedBody.isSignature(signature)) {
            refusing.refuse(context, 401, "it is not signed");
            return;
        }
        SignedBody body = new SignedBody(settings.secrets(), signature, LIMIT);
        new Reception(context, body, inflight, vertx, settings.app(), refusing, (headers, signed, release) -> {
                    var loop = vertx.getOrCreateContext();
                    threads.execute(() -> {
                        Stored stored = store(headers, signed);
                        loop.runOnContext(then -> {
                            release.run();
                            answer(context, stored, since);
                        });
                    });
                })
                .begin();
    }

    private enum Stored {
        YES,
        UNPARSEABLE,
        STORE_DOWN
    }

    private Stored store(DeliveryHeaders headers, SignedBody body) {
        byte[] bytes = body.bytes();
        if (!JsonShape.isObject(bytes)) {
            return Stored.UNPARSEABLE;
        }
        try {
            boolean newly = inbox.accept("github", headers.guid(), headers.kind(), bytes);
            arrivals.stored(headers.kind(), newly);
            if (!newly) {
                LOG.debugf("webhook delivery %s is known already", headers.guid());
            }
            return Stored.YES;
        } catch (RuntimeException e) {
            // Whatever failed, GitHub must not be told that its delivery is safe.
            LOG.errorf(e, "webhook delivery %s could not be stored", headers.guid());
            return Stored.STORE_DOWN;
        }
    }

    private void answer(RoutingContext context, Stored stored, long since) {
        switch (stored) {
            case YES -> {
                if (!context.response().closed()) {
                    context.response().setStatusCode(202).end();
                }
                arrivals.answered(since);
            }
            case UNPARSEABLE -> refusing.refuse(context, 400, "it cannot be parsed as a JSON object");
            case STORE_DOWN -> refusing.refuse(context, 503, "it could not be stored");
        }
    }
}
