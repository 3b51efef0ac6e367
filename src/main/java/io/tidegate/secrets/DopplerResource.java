package io.tidegate.secrets;

import io.smallrye.common.annotation.Blocking;
import io.tidegate.flow.Refusals;
import io.tidegate.flow.Renewed;
import io.tidegate.flow.Role;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The door for Doppler's webhooks. They come at least once, in any order, and can be replayed: a hint to ask Doppler, of
 * which nothing is read.
 */
@Path("/webhooks/doppler")
public final class DopplerResource {
    private static final Logger LOG = Logger.getLogger(DopplerResource.class);
    private static final int LARGEST = 256 << 10;
    private final boolean open;
    private final Renewed<DopplerSignature> signature;
    private final Runnable hint;
    private final Refusals refusals;

    @Inject
    public DopplerResource(
            LiveSecrets secrets,
            SecretRenewal renewal,
            @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role,
            InstantSource clock) {
        this(
                role.takesIn() && secrets.sources().stream().anyMatch(DopplerSource.class::isInstance),
                secrets.follow(SecretKeys.DOPPLER_WEBHOOK, DopplerSignature::of),
                renewal::hint,
                clock);
    }

    /** @param open false where Doppler is not used, and where nothing is taken in */
    DopplerResource(boolean open, Renewed<DopplerSignature> signature, Runnable hint, InstantSource clock) {
        this.open = open;
        this.signature = signature;
        this.hint = hint;
        this.refusals = new Refusals(clock, LOG::info);
    }

    /** 202; 401 unless signed, 413 when it is too large, 404 where there is no such door. */
    @POST
    @Blocking
    public Response receive(@HeaderParam("X-Doppler-Signature") @Nullable String header, InputStream stream) {
        if (!open) {
            return Response.status(404).build();
        }
        if (header == null || header.isBlank()) {
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
        boolean genuine = false;
        for (DopplerSignature accepted : signature.accepted()) {
            genuine |= accepted.of(body, header);
        }
        if (!genuine) {
            return refuse(401, "its signature is wrong, or " + SecretKeys.DOPPLER_WEBHOOK + " is not set");
        }
        hint.run();
        return Response.status(202).build();
    }

    private Response refuse(int status, String why) {
        refusals.say("A webhook of Doppler was refused with " + status + ": " + why + ".");
        return Response.status(status).build();
    }
}
