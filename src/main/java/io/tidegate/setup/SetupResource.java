package io.tidegate.setup;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Blocking;
import io.tidegate.flow.SetupTokens;
import io.tidegate.report.Html;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The pages that register the App: there only while the process was started for it and the token is good. */
@Singleton
@Path("/setup")
@Blocking
public final class SetupResource {
    private static final Logger LOG = Logger.getLogger(SetupResource.class);
    private static final Duration LASTING = Duration.ofMinutes(30);
    private static final String COOKIE = "tidegate-setup";
    private static final String CODE = "[A-Za-z0-9_-]{1,200}";
    private final SetupSettings settings;
    private final SetupTokens tokens;
    private final Conversion conversion;
    private final Keeping keeping;
    private final InstantSource clock;
    private final RandomGenerator random;

    @Inject
    SetupResource(
            SetupSettings settings,
            SetupTokens tokens,
            Conversion conversion,
            Keeping keeping,
            InstantSource clock,
            RandomGenerator random) {
        this.settings = settings;
        this.tokens = tokens;
        this.conversion = conversion;
        this.keeping = keeping;
        this.clock = clock;
        this.random = random;
    }

    void start(@Observes StartupEvent event) {
        if (settings.wanted()) {
            if (settings.keeps()) {
                keeping.demandKey();
            }
            String token = Secret.make(random);
            tokens.issue(Secret.digest("token", token), clock.instant().plus(LASTING));
            LOG.warnf(
                    "Tidegate was started to register its GitHub App and does nothing else. Within %d minutes open %s/setup"
                            + " and give this token: %s",
                    LASTING.toMinutes(), settings.publicUrl(), token);
        }
    }

    @GET
    public Response page() {
        return closed() ? gone() : answer(200, Page.token()).build();
    }

    /** @param token in the body, never in an address, which logs and histories keep */
    @POST
    public Response begin(@FormParam("token") @Nullable String token) {
        if (closed()) {
            return gone();
        }
        String session = Secret.make(random);
        String given = token == null ? "" : token.strip();
        if (!tokens.begin(Secret.digest("token", given), Secret.digest("session", session), clock.instant())) {
            return answer(403, Page.trouble("This is not the token of Tidegate's log. A restart makes a new one."))
                    .build();
        }
        String manifest = Manifest.json(Manifest.packaged(), settings.publicUrl());
        return answer(200, Page.register(settings, manifest, Secret.state(session)))
                .cookie(cookie(session, (int) LASTING.toSeconds()))
                .build();
    }

    /** GitHub sends the browser here. */
    @GET
    @Path("/callback")
    public Response callback(
            @QueryParam("code") @Nullable String code,
            @QueryParam("state") @Nullable String state,
            @CookieParam(COOKIE) @Nullable String session) {
        if (closed()) {
            return gone();
        }
        if (code == null || !code.matches(CODE) || state == null || session == null || !isOf(state, session)) {
            return answer(
                            403,
                            Page.trouble("This answer of GitHub's is not to what this browser asked. Nothing was kept;"
                                    + " delete the App in GitHub if one was registered."))
                    .build();
        }
        if (!tokens.take(Secret.digest("session", session), clock.instant())) {
            return answer(403, Page.trouble("This answer was taken already, or comes too late. Nothing was kept."))
                    .build();
        }
        try {
            return handOver(conversion.exchange(code));
        } catch (Conversion.Failed failed) {
            LOG.warnf("The setup did not come to its end: %s", failed.getMessage());
            return answer(502, Page.trouble(failed.getMessage() + " Delete the App in GitHub if one was registered."))
                    .build();
        }
    }

    private Response handOver(Registered app) {
        if (!app.owner().equalsIgnoreCase(settings.owner())) {
            LOG.warnf("App %d was registered for %s and not for %s", app.app(), app.owner(), settings.owner());
            return answer(
                            403,
                            Page.trouble("The App was registered for " + app.owner() + ", and it was to be "
                                    + settings.owner() + "'s. Its credentials were thrown away: delete it at "
                                    + app.page() + "."))
                    .build();
        }
        if (settings.keeps()) {
            keeping.keep(app);
        }
        tokens.finish();
        LOG.infof("GitHub App %d of %s is registered; the setup is closed", app.app(), app.owner());
        return answer(200, settings.keeps() ? Page.kept(app) : Page.credentials(app))
                .cookie(cookie("", 0))
                .build();
    }

    private static boolean isOf(String state, String session) {
        return MessageDigest.isEqual(
                Secret.state(session).getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }

    private boolean closed() {
        return !settings.wanted() || !tokens.open(clock.instant());
    }

    private static Response gone() {
        return Response.status(404).build();
    }

    /** GitHub's redirect comes from another site: with Strict the browser would leave the cookie out. */
    private NewCookie cookie(String value, int seconds) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/setup")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(settings.encrypted())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private Response.ResponseBuilder answer(int status, @Nullable String page) {
        return Response.status(status)
                .type("text/html; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", Html.POLICY + "; form-action 'self' " + settings.origin())
                .header("Referrer-Policy", "strict-origin")
                .header("X-Content-Type-Options", "nosniff")
                .entity(page);
    }
}
