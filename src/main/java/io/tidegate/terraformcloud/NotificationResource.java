package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Blocking;
import io.tidegate.flow.Arrivals;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Refusals;
import io.tidegate.flow.Renewed;
import io.tidegate.flow.Role;
import io.tidegate.flow.Secrets;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The door for notifications of HCP Terraform. They can be replayed and come in any order, so they are hints to look at
 * a run, never facts.
 */
@Path("/webhooks/terraform")
public final class NotificationResource {
    private static final Logger LOG = Logger.getLogger(NotificationResource.class);
    private static final int LARGEST = 1 << 20;
    private final Role role;
    private final Inbox inbox;
    private final Renewed<NotificationSecret> secret;
    private final Refusals refusals;
    private final Arrivals arrivals;

    @Inject
    public NotificationResource(
            Inbox inbox,
            Secrets secrets,
            @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role,
            InstantSource clock,
            MeterRegistry meters) {
        this(
                inbox,
                role.takesIn()
                        ? secrets.follow("tidegate.terraform.notification-secret", NotificationSecret::of)
                        : Renewed.fixed(new NotificationSecret("")),
                role,
                clock,
                meters);
    }

    NotificationResource(
            Inbox inbox, Renewed<NotificationSecret> secret, Role role, InstantSource clock, MeterRegistry meters) {
        this.arrivals = new Arrivals(meters, "terraform");
        this.refusals = new Refusals(clock, LOG::info);
        this.role = role;
        this.inbox = inbox;
        this.secret = secret;
    }

    /** 202 once it is stored; 401 unless signed, checked before all else; then 413, 415, 400, and 503 for the store. */
    @POST
    @Blocking
    public Response receive(
            @HeaderParam("X-TFE-Notification-Signature") @Nullable String signature,
            @HeaderParam("Content-Type") @Nullable String type,
            InputStream stream) {
        if (!role.takesIn()) {
            return Response.status(404).build();
        }
        long since = System.nanoTime();
        if (signature == null || signature.isBlank()) {
            return refuse(401, "it is not signed");
        }
        byte[] body;
        try {
            body = stream.readNBytes(LARGEST + 1);
        } catch (IOException brokenOff) {
            return refuse(400, "its body broke off");
        }
        if (body.length > LARGEST) {
            return refuse(413, "it is larger than " + LARGEST + " bytes");
        }
        if (!signed(body, signature)) {
            return refuse(401, "its signature is wrong, or tidegate.terraform.notification-secret is not set");
        }
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/([a-z.+-]+\\+)?json\\s*(;.*)?")) {
            return refuse(415, "it is not JSON");
        }
        if (!isObject(body)) {
            return refuse(400, "its body is not a JSON object");
        }
        try {
            arrivals.stored("notification", inbox.accept(NotificationReader.SOURCE, id(body), "notification", body));
            arrivals.answered(since);
            return Response.status(202).build();
        } catch (RuntimeException storeDown) {
            LOG.error("A notification of HCP Terraform could not be stored; is the database there?", storeDown);
            arrivals.refused(503);
            return Response.status(503).build();
        }
    }

    private boolean signed(byte[] body, String signature) {
        boolean signed = false;
        for (NotificationSecret accepted : secret.accepted()) {
            signed |= accepted.signed(body, signature);
        }
        return signed;
    }

    private Response refuse(int status, String why) {
        arrivals.refused(status);
        refusals.say("A notification of HCP Terraform was refused with " + status + ": " + why + ".");
        return Response.status(status).build();
    }

    private static boolean isObject(byte[] body) {
        try {
            JsonNode node = Json.tree(body);
            return node != null && node.isObject();
        } catch (IOException malformed) {
            return false;
        }
    }

    /** Notifications have no id of their own; the same body twice is the same notification. */
    private static String id(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
