package io.tidegate.cli;

import io.quarkus.vertx.http.ManagementInterface;
import io.tidegate.doctor.Finding;
import io.tidegate.doctor.FindingsPage;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Failure;
import io.tidegate.report.Html;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Doctor's findings as a page of the management port. Reloading it costs nothing of anybody's limits. */
@Singleton
public final class DoctorPage {
    private static final Logger LOG = Logger.getLogger(DoctorPage.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private final Callable<List<Finding>> look;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private @Nullable Looked last;

    private record Looked(Instant at, String page) {}

    @Inject
    DoctorPage(Budgets budgets, InstantSource clock) {
        this(() -> Doctor.findings(Doctor.READING, new SpacedBudgets(budgets)), clock);
    }

    DoctorPage(Callable<List<Finding>> look, InstantSource clock) {
        this.look = look;
        this.clock = clock;
    }

    void open(@Observes ManagementInterface management) {
        management.router().get("/doctor").handler(this::answer);
    }

    /** It may take a minute where somebody does not answer, which no thread of the server is there for. */
    private void answer(RoutingContext asked) {
        Context here = asked.vertx().getOrCreateContext();
        Thread.ofVirtual().name("doctor").start(() -> {
            int status = 200;
            String page;
            try {
                page = page();
            } catch (Exception failed) {
                LOG.errorf("Doctor could not look: %s", Failure.inWords(failed));
                LOG.debug("The same with its cause", failed);
                status = 500;
                page = Html.page("Doctor", "<p>Doctor could not look; the log says why. ./tidegate doctor may.</p>");
            }
            int answered = status;
            String text = page;
            here.runOnContext(done -> send(asked.response(), answered, text));
        });
    }

    private static void send(HttpServerResponse response, int status, String page) {
        if (!response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Content-Security-Policy", Html.POLICY)
                    .putHeader("Referrer-Policy", "no-referrer")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end(page);
        }
    }

    /** Whoever comes while somebody looks waits for what they see. */
    String page() throws Exception {
        looking.lock();
        try {
            Looked known = last;
            if (known == null || clock.instant().isAfter(known.at().plus(FRESH))) {
                List<Finding> findings = look.call();
                Instant now = clock.instant();
                known = new Looked(now, FindingsPage.of(findings, now, FRESH.toSeconds()));
                last = known;
            }
            return known.page();
        } finally {
            looking.unlock();
        }
    }
}
