package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotificationTest {
    private static final String TOKEN = "notification-secret";
    private final TerraformStandIn terraform = new TerraformStandIn(0, new Journal(), new Holds());
    private final ApiClient api = new ApiClient(terraform.url(), terraform.token());
    private final Workspace workspace = terraform.createWorkspace("acme", "infra-dev", "");
    private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
    private int answer = 200;
    private final StandIn receiver = new StandIn("receiver", 0, new Journal(), new Holds(), (s, m) -> Response.empty(s))
            .route("POST", "/hook", request -> {
                received.add(request);
                return Response.empty(answer);
            })
            .start();

    @AfterEach
    void close() {
        terraform.close();
        receiver.close();
    }

    private ApiClient.Answer configure() {
        return api.post(
                "/api/v2/workspaces/" + workspace.id() + "/notification-configurations",
                "{\"data\":{\"type\":\"notification-configurations\",\"attributes\":{\"destination-type\":\"generic\","
                        + "\"enabled\":true,\"name\":\"tidegate\",\"token\":\"" + TOKEN + "\",\"url\":\""
                        + receiver.url()
                        + "/hook\",\"triggers\":[\"run:created\",\"run:planning\"]}}}");
    }

    private Request next() throws InterruptedException {
        Request request = received.poll(10, TimeUnit.SECONDS);
        assertThat(request).as("a notification within ten seconds").isNotNull();
        return request;
    }

    @Test
    void an_address_that_does_not_answer_its_verification_is_not_kept() {
        answer = 500;

        assertThat(configure().status()).isEqualTo(400);
        assertThat(api.get("/api/v2/workspaces/" + workspace.id() + "/notification-configurations")
                        .data())
                .isEmpty();
    }

    @Test
    void real_runs_are_notified_signed_and_in_order_and_speculative_ones_are_not() throws Exception {
        ApiClient.Answer configured = configure();
        assertThat(configured.status()).isEqualTo(201);
        assertThat(configured.attribute("token").isNull()).isTrue();
        assertThat(next().json().at("/notifications/0/trigger").asText()).isEqualTo("verification");
        var files = ApiClient.configurationOf("output \"a\" {\n  value = 1\n}\n");

        api.run(workspace.id(), api.uploaded(workspace.id(), true, files), "{}");
        String run = api.run(workspace.id(), api.uploaded(workspace.id(), false, files), "{}")
                .id();

        Request created = next();
        assertThat(created.json().path("run_id").asText()).isEqualTo(run);
        assertThat(created.json().at("/notifications/0/trigger").asText()).isEqualTo("run:created");
        assertThat(created.json().path("payload_version").isInt()).isTrue();
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        assertThat(created.header("X-TFE-Notification-Signature"))
                .contains(HexFormat.of().formatHex(mac.doFinal(created.body())));
        assertThat(next().json().at("/notifications/0/run_status").asText()).isEqualTo("planning");
    }
}
