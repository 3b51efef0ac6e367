package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.terraform.Run;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HCP Terraform tells of its runs where an operator told it to, which is then what a run is followed by. */
class NotifiedIT {
    private static final String LOOK = "GET /api/v2/runs/{run}";

    @Test
    void a_notified_run_is_looked_at_at_once_however_long_the_pause_between_two_looks() throws Exception {
        try (Stage stage = Stage.aloneWith(Map.of(), Map.of("tidegate.terraform.poll-interval", "PT60S"))) {
            assertThat(notificationsTo(stage, "dev")).isEqualTo(201);
            // HCP Terraform does not notify of speculative runs: this one is over at the first look.
            stage.sandbox.holds().hold(LOOK);
            int number = stage.repository.openPullRequest(
                    stage.lee,
                    "nodes",
                    "More nodes",
                    Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 2)));
            stage.await(
                    "the plan is made",
                    () -> stage.plans("dev").stream()
                            .anyMatch(run -> run.status().equals("planned_and_finished")));
            stage.sandbox.holds().release(LOOK);
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitShown(number, 1);
            stage.approve(number);

            stage.say(stage.lee, number, "/apply dev");

            stage.await(
                    "the run is applied",
                    () -> stage.realRuns("dev").stream().map(Run::status).anyMatch("applied"::equals));
            stage.awaitLiving(number, "applied");
            assertThat(stage.sandbox.journal().matching(entry -> entry.kind().equals("notification")))
                    .extracting(entry -> entry.fact("trigger"))
                    .contains("verification", "run:needs_attention", "run:completed");
        }
    }

    /** As an operator asks for them; the status of the answer. */
    private static int notificationsTo(Stage stage, String environment) throws IOException, InterruptedException {
        URI door = stage.product.url().resolve("/webhooks/terraform");
        String body = """
                {"data":{"type":"notification-configurations","attributes":{"destination-type":"generic","enabled":true,
                 "name":"tidegate","token":"%s","url":"%s","triggers":["run:created","run:planning",
                 "run:needs_attention","run:applying","run:completed","run:errored"]}}}
                """.formatted(stage.sandbox.configuration().get("tidegate.terraform.notification-secret"), door);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stage.sandbox.terraform().url() + "/api/v2/workspaces/"
                                + stage.workspace(environment).id() + "/notification-configurations"))
                .header("Authorization", "Bearer " + stage.sandbox.terraform().token())
                .header("Content-Type", "application/vnd.api+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
