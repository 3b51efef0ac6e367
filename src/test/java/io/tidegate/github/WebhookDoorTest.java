package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Role;
import io.tidegate.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The door over plain HTTP, on the router that the server has, without the rest of the server. */
class WebhookDoorTest {
    private static final Vertx vertx = Vertx.vertx();
    private static final HeldInbox inbox = new HeldInbox();
    private static final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final MeterRegistry meters = new SimpleMeterRegistry();
    private static int port;
    private static int deliveries;

    @BeforeAll
    static void open() throws Exception {
        var settings = Forges.settings(
                "http://127.0.0.1:1", 424242, Forges.key(), Duration.ofSeconds(1), List.of("acme"), List.of());
        Router router = Router.router(vertx);
        new WebhookDoor(
                        Role.ALL,
                        settings,
                        inbox,
                        vertx,
                        Executors.newVirtualThreadPerTaskExecutor(),
                        InstantSource.system(),
                        meters)
                .open(router);
        // Where Quarkus puts its own limit on bodies, 10 MB unless configured: the door must come before it.
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT).handler(context -> {
            String length = context.request().getHeader("Content-Length");
            boolean small = length != null && Long.parseLong(length) <= 10 << 20;
            context.response()
                    .setStatusCode(small ? 404 : 413)
                    .putHeader("Connection", "close")
                    .end();
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterAll
    static void close() {
        client.shutdownNow();
        vertx.close();
    }

    /** @return its port */
    private static int door(GitHubSettings settings, Inbox inbox) throws Exception {
        return door(settings, inbox, new SimpleMeterRegistry());
    }

    private static int door(GitHubSettings settings, Inbox inbox, MeterRegistry meters) throws Exception {
        Router router = Router.router(vertx);
        new WebhookDoor(
                        Role.ALL,
                        settings,
                        inbox,
                        vertx,
                        Executors.newVirtualThreadPerTaskExecutor(),
                        InstantSource.system(),
                        meters)
                .open(router);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .actualPort();
    }

    @Test
    void a_redelivery_opens_what_was_set_aside() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        var settings = Forges.settings(
                "http://127.0.0.1:1", 424242, Forges.key(), Duration.ofSeconds(1), List.of("acme"), List.of());
        int door = door(settings, database.inbox());
        byte[] body = json(1000);
        HttpRequest.Builder request =
                delivery(body, sign(body)).uri(URI.create("http://127.0.0.1:" + door + "/webhooks/github"));
        assertThat(status(request)).isEqualTo(202);
        List<Inbox.Claimed> claimed = database.inbox().claim(1, Duration.ofMinutes(1));
        while (!claimed.isEmpty()) {
            database.inbox().retry(claimed.getFirst(), Duration.ZERO, "it broke");
            claimed = database.inbox().claim(1, Duration.ofMinutes(1));
        }
        assertThat(database.value("SELECT outcome FROM delivery", String.class)).isEqualTo("set aside");

        assertThat(status(request)).isEqualTo(202);
        assertThat(database.inbox().claim(1, Duration.ofMinutes(1))).hasSize(1);
    }

    @Test
    void what_is_stored_and_what_is_refused_is_counted_under_labels_that_nobody_outside_chooses() throws Exception {
        MeterRegistry counted = new SimpleMeterRegistry();
        var settings = Forges.settings(
                "http://127.0.0.1:1", 424242, Forges.key(), Duration.ofSeconds(1), List.of("acme"), List.of());
        URI door = URI.create("http://127.0.0.1:" + door(settings, new HeldInbox(), counted) + "/webhooks/github");
        byte[] body = json(1000);
        HttpRequest.Builder once = delivery(body, sign(body)).uri(door);
        status(once);
        status(once);
        status(delivery(body, sign(body)).uri(door).setHeader("X-GitHub-Event", "made_up"));
        status(delivery(body, "sha256=" + "0".repeat(64)).uri(door).setHeader("X-GitHub-Event", "forged"));

        assertThat(counted.find("tidegate.webhooks").counters())
                .extracting(counter -> counter.getId().getTag("event") + " "
                        + counter.getId().getTag("outcome") + " " + (int) counter.count())
                .containsExactlyInAnyOrder("ping stored 1", "ping known 1", "other stored 1");
        assertThat(counted.find("tidegate.webhooks.refused").counters())
                .extracting(counter -> counter.getId().getTag("status") + " " + (int) counter.count())
                .containsExactlyInAnyOrder("401 1", "503 0");
        assertThat(counted.get("tidegate.acknowledgement").timer().count()).isEqualTo(3);
    }

    private static String sign(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Forges.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static HttpRequest.Builder delivery(byte[] body, String signature) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/github"))
                .header("X-Hub-Signature-256", signature)
                .header("X-GitHub-Event", "ping")
                .header("X-GitHub-Delivery", "guid-" + ++deliveries)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static byte[] json(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) 'x');
        byte[] head = "{\"a\":\"".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(head, 0, body, 0, head.length);
        body[size - 2] = '"';
        body[size - 1] = '}';
        return body;
    }

    @Test
    void githubs_own_example_of_a_signature_is_genuine_and_then_unparseable() throws Exception {
        byte[] hello = "Hello, World!".getBytes(StandardCharsets.UTF_8);
        String documented = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assertThat(status(delivery(hello, documented))).isEqualTo(400);
        assertThat(status(delivery(hello, documented.replace('7', '8')))).isEqualTo(401);
    }

    @Test
    void a_signed_delivery_is_stored_before_it_is_accepted_and_once() throws Exception {
        byte[] body = json(1000);
        HttpRequest.Builder request = delivery(body, sign(body)).setHeader("X-GitHub-Delivery", "twice");
        assertThat(status(request)).isEqualTo(202);
        assertThat(status(request)).isEqualTo(202);
        assertThat(inbox.accepted().stream().filter(a -> a.id().equals("twice")))
                .containsExactly(new HeldInbox.Accepted("github", "twice", "ping", 1000));
    }

    @Test
    void an_unsigned_delivery_is_refused_before_its_body_is_read() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 1000000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            // Not one byte of the body has been sent.
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.readLine()).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    @Test
    void a_wrong_signature_comes_before_every_other_refusal() throws Exception {
        String wrong = "sha256=" + "0".repeat(64);
        assertThat(status(delivery("{".getBytes(StandardCharsets.UTF_8), wrong)))
                .isEqualTo(401);
        assertThat(status(delivery(json(50), wrong).setHeader("Content-Type", "text/plain")))
                .isEqualTo(401);
        assertThat(status(delivery(json(50), "sha1=abc"))).isEqualTo(401);
        assertThat(status(delivery(json((25 << 20) + 1), wrong))).isEqualTo(401);
    }

    @Test
    void a_refusal_can_be_read_over_http_2_too() throws Exception {
        try (HttpClient newer = HttpClient.newHttpClient()) {
            HttpRequest request = delivery(json(50), "sha256=" + "0".repeat(64)).build();
            newer.send(request, HttpResponse.BodyHandlers.discarding());
            var answer = newer.send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void twenty_five_megabytes_are_taken_and_one_byte_more_is_not() throws Exception {
        byte[] largest = json(25 << 20);
        assertThat(status(delivery(largest, sign(largest)))).isEqualTo(202);
        URI elsewhere = URI.create("http://127.0.0.1:" + port + "/webhooks/elsewhere");
        assertThat(status(delivery(json(1000), sign(json(1000))).uri(elsewhere)))
                .isEqualTo(404);
        byte[] larger = json((25 << 20) + 1);
        assertThat(status(delivery(larger, sign(larger)))).isEqualTo(413);
    }

    @Test
    void what_is_not_json_or_has_no_event_is_refused() throws Exception {
        byte[] body = json(100);
        assertThat(status(delivery(body, sign(body)).setHeader("Content-Type", "application/x-www-form-urlencoded")))
                .isEqualTo(415);
        assertThat(status(delivery(body, sign(body)).setHeader("Content-Type", "application/json; charset=utf-8")))
                .isEqualTo(202);
        assertThat(status(delivery(body, sign(body)).setHeader("X-GitHub-Event", "Not An Event")))
                .isEqualTo(400);
        assertThat(status(delivery(body, sign(body)).setHeader("X-GitHub-Delivery", "a/b")))
                .isEqualTo(400);
        for (String broken : List.of("", "[]", "{} {}", "{\"a\":", "null", "{\"a\":" + "[".repeat(5000))) {
            byte[] bytes = broken.getBytes(StandardCharsets.UTF_8);
            assertThat(status(delivery(bytes, sign(bytes)))).as(broken).isEqualTo(400);
        }
    }

    @Test
    void a_delivery_for_another_app_is_marked() throws Exception {
        byte[] body = json(60);
        assertThat(status(delivery(body, sign(body))
                        .setHeader("X-GitHub-Delivery", "other-app")
                        .setHeader("X-GitHub-Hook-Installation-Target-ID", "99")))
                .isEqualTo(202);
        assertThat(inbox.accepted()).contains(new HeldInbox.Accepted("github", "other-app", "ping@99", 60));
    }

    @Test
    void while_the_store_is_down_nothing_is_accepted() throws Exception {
        byte[] body = json(60);
        inbox.down(true);
        try {
            assertThat(status(delivery(body, sign(body)))).isEqualTo(503);
        } finally {
            inbox.down(false);
        }
    }

    @Test
    void bodies_held_at_once_are_bounded() {
        InflightBytes inflight = new InflightBytes(100);
        assertThat(inflight.reserve(60)).isTrue();
        assertThat(inflight.reserve(60)).isFalse();
        inflight.release(60);
        assertThat(inflight.reserve(60)).isTrue();
    }
}
