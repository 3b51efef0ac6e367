package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Reading;
import io.tidegate.flow.Renewed;
import io.tidegate.flow.Role;
import io.tidegate.flow.Trace;
import io.tidegate.run.RunId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class NotificationResourceTest {
    private static final String SECRET = "a secret of some length";
    private static final String RUN =
            "{\"payload_version\":1,\"run_id\":\"run-abc123\",\"notifications\":[{\"trigger\":\"run:needs_attention\"}]}";

    /** Keeps what was accepted, or is down. */
    private static final class Stored implements Inbox {
        private final Map<String, byte[]> byId = new LinkedHashMap<>();
        private boolean down;

        @Override
        public boolean accept(String source, String id, String kind, byte[] payload) {
            if (down) {
                throw new IllegalStateException("connection refused");
            }
            return byId.putIfAbsent(source + " " + id, payload) == null;
        }

        @Override
        public List<Claimed> claim(int most, Duration lease) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void finish(Claimed claimed, String outcome, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void renew(java.util.Collection<Claimed> claimed, Duration lease) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void leave(Claimed claimed, Duration after, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void retry(Claimed claimed, Duration after, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void add(String id, ChangeId change, Repository repository, List<ChangeEvent> events) {
            throw new UnsupportedOperationException();
        }
    }

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Stored inbox = new Stored();
    private final NotificationResource door = new NotificationResource(
            inbox, Renewed.fixed(new NotificationSecret(SECRET)), Role.ALL, InstantSource.system(), meters);

    private static String sign(byte[] body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private int send(String body, String type) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return door.receive(sign(bytes, SECRET), type, new ByteArrayInputStream(bytes))
                .getStatus();
    }

    @Test
    void a_worker_has_no_such_door() {
        NotificationResource worker = new NotificationResource(
                inbox, Renewed.fixed(new NotificationSecret("")), Role.WORKER, InstantSource.system(), meters);
        assertThat(worker.receive("anything", "application/json", new java.io.ByteArrayInputStream(new byte[0]))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void a_signed_notification_is_stored_once_before_it_is_accepted() throws Exception {
        assertThat(send(RUN, "application/json")).isEqualTo(202);
        assertThat(send(RUN, "application/json; charset=utf-8")).isEqualTo(202);
        assertThat(inbox.byId).hasSize(1);
        assertThat(inbox.byId.keySet()).allMatch(key -> key.matches("terraform [0-9a-f]{64}"));
    }

    @Test
    void an_unsigned_one_is_refused_before_its_body_is_read() {
        InputStream untouched = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("the body was read");
            }
        };
        assertThat(door.receive(null, "application/json", untouched).getStatus())
                .isEqualTo(401);
    }

    @Test
    void a_wrong_signature_is_refused_whatever_else_is_wrong() throws Exception {
        byte[] body = "not json".getBytes(StandardCharsets.UTF_8);
        assertThat(door.receive(sign(body, "another secret, long"), "text/plain", new ByteArrayInputStream(body))
                        .getStatus())
                .isEqualTo(401);
        NotificationResource unset = new NotificationResource(
                inbox, Renewed.fixed(new NotificationSecret("")), Role.ALL, InstantSource.system(), meters);
        assertThat(unset.receive(sign(body, SECRET), "application/json", new ByteArrayInputStream(body))
                        .getStatus())
                .isEqualTo(401);
        assertThat(inbox.byId).isEmpty();
    }

    @Test
    void while_its_secret_changes_what_either_signs_is_taken_until_the_overlap_is_over() throws Exception {
        Instant[] now = {Instant.parse("2026-11-29T08:00:00Z")};
        Renewed<NotificationSecret> secret =
                new Renewed<>(new NotificationSecret(SECRET), () -> now[0], Duration.ofHours(1));
        NotificationResource renewed = new NotificationResource(inbox, secret, Role.ALL, () -> now[0], meters);
        String next = "the secret that comes after it";
        assertThat(taken(renewed, SECRET)).isEqualTo(202);
        assertThat(taken(renewed, next)).isEqualTo(401);
        secret.renew(new NotificationSecret(next));
        assertThat(taken(renewed, SECRET)).isEqualTo(202);
        assertThat(taken(renewed, next)).isEqualTo(202);
        now[0] = now[0].plus(Duration.ofHours(1));
        assertThat(taken(renewed, SECRET)).isEqualTo(401);
        assertThat(taken(renewed, next)).isEqualTo(202);
    }

    private static int taken(NotificationResource door, String secret) throws Exception {
        byte[] body = RUN.getBytes(StandardCharsets.UTF_8);
        return door.receive(sign(body, secret), "application/json", new ByteArrayInputStream(body))
                .getStatus();
    }

    @Test
    void what_is_signed_but_no_json_object_of_a_fair_size_is_refused_as_such() throws Exception {
        assertThat(send(RUN, "text/plain")).isEqualTo(415);
        assertThat(send("[1", "application/json")).isEqualTo(400);
        assertThat(send("[]", "application/json")).isEqualTo(400);
        assertThat(send("{\"a\":\"" + "x".repeat(1 << 20) + "\"}", "application/json"))
                .isEqualTo(413);
        inbox.down = true;
        assertThat(send(RUN, "application/json")).isEqualTo(503);
    }

    @Test
    void a_run_s_notification_is_a_hint_and_everything_else_is_ignored_with_a_reason() {
        assertThat(read(RUN)).isEqualTo(new Reading.RunHint(new RunId("run-abc123")));
        assertThat(read("{\"run_id\":null,\"notifications\":[{\"trigger\":\"verification\"}]}"))
                .isInstanceOf(Reading.Ignored.class);
        assertThat(read("{\"payload_version\":\"2\",\"trigger\":\"assessment:drifted\"}"))
                .isEqualTo(new Reading.Ignored("not about a run: assessment:drifted"));
        assertThat(read("{\"run_id\":\"../x\",\"notifications\":[{\"trigger\":\"run:errored\"}]}"))
                .isInstanceOf(Reading.Malformed.class);
    }

    private static Reading read(String body) {
        byte[] payload = body.getBytes(StandardCharsets.UTF_8);
        return new NotificationReader()
                .read(new Delivery(
                        1, "terraform", "id", "notification", payload, Instant.EPOCH, Trace.of("terraform", "id")));
    }
}
