package io.tidegate.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.flow.Renewed;
import io.tidegate.sandbox.doppler.DopplerStandIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DopplerResourceTest {
    private static final String SECRET = "a secret that Doppler knows";
    private static final byte[] BODY = "{\"type\":\"config.secrets.update\"}".getBytes(UTF_8);
    private final AtomicInteger hints = new AtomicInteger();
    private final Renewed<DopplerSignature> signature =
            new Renewed<>(DopplerSignature.of(Optional.of(SECRET)), InstantSource.system(), Duration.ofHours(1));
    private final DopplerResource door =
            new DopplerResource(true, signature, hints::incrementAndGet, InstantSource.system());

    private int post(byte[] body, @Nullable String header) {
        return door.receive(header, new ByteArrayInputStream(body)).getStatus();
    }

    @Test
    void what_is_signed_is_a_hint_whatever_it_says() {
        assertThat(post(BODY, DopplerStandIn.sign(SECRET, BODY))).isEqualTo(202);
        byte[] nonsense = "no JSON at all".getBytes(UTF_8);
        assertThat(post(nonsense, DopplerStandIn.sign(SECRET, nonsense))).isEqualTo(202);
        assertThat(hints).hasValue(2);
    }

    @Test
    void what_is_not_signed_with_the_secret_over_these_bytes_is_none() {
        assertThat(post(BODY, null)).isEqualTo(401);
        assertThat(post(BODY, "sha256=00")).isEqualTo(401);
        assertThat(post(BODY, DopplerStandIn.sign("another secret of somebody", BODY)))
                .isEqualTo(401);
        assertThat(post(" {}".getBytes(UTF_8), DopplerStandIn.sign(SECRET, BODY)))
                .isEqualTo(401);
        byte[] large = new byte[300 << 10];
        assertThat(post(large, DopplerStandIn.sign(SECRET, large))).isEqualTo(413);
        assertThat(hints).hasValue(0);
    }

    @Test
    void a_body_that_breaks_off_is_none() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        assertThat(door.receive("sha256=00", broken).getStatus()).isEqualTo(400);
    }

    @Test
    void while_its_own_secret_changes_both_are_accepted() {
        signature.renew(DopplerSignature.of(Optional.of("the next secret of Doppler")));
        assertThat(post(BODY, DopplerStandIn.sign(SECRET, BODY))).isEqualTo(202);
        assertThat(post(BODY, DopplerStandIn.sign("the next secret of Doppler", BODY)))
                .isEqualTo(202);
    }

    @Test
    void without_a_secret_everything_is_refused_and_without_doppler_there_is_no_door() {
        var unset = new DopplerResource(
                true,
                Renewed.fixed(DopplerSignature.of(Optional.empty())),
                hints::incrementAndGet,
                InstantSource.system());
        assertThat(unset.receive(
                                DopplerStandIn.sign("another secret of somebody", new byte[0]),
                                new ByteArrayInputStream(new byte[0]))
                        .getStatus())
                .isEqualTo(401);
        var closed = new DopplerResource(false, signature, hints::incrementAndGet, InstantSource.system());
        assertThat(closed.receive(DopplerStandIn.sign(SECRET, BODY), new ByteArrayInputStream(BODY))
                        .getStatus())
                .isEqualTo(404);
        assertThatThrownBy(() -> DopplerSignature.of(Optional.of("short")))
                .hasMessageContaining("tidegate.doppler.webhook-secret must be");
    }
}
