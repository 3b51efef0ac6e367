package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.http.Fault;
import io.tidegate.sandbox.http.Strike;
import io.tidegate.sandbox.terraform.Run;
import io.tidegate.store.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was lost is found: a webhook that found nobody, a run of which nothing was learnt, a check that could not be written. */
class SweepingIT {
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = Stage.aloneWith(
                Map.of(".github/tidegate.yml", """
                        version: 1
                        organization: my-devops-project
                        approvals: 0
                        environments:
                          dev:   { directory: environments/dev }
                          stage: { directory: environments/stage }
                        """),
                Map.of(
                        "tidegate.sweeper.enabled", "true",
                        "tidegate.sweeper.delay", "PT1S",
                        "tidegate.sweeper.every", "PT2S",
                        "tidegate.retry.first", "PT0.1S",
                        "tidegate.retry.longest", "PT0.5S",
                        "tidegate.retry.give-up-after", "PT4S"));
        stage.sandbox.terraform().listLimit(1_000_000);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void what_was_opened_while_nobody_was_there_is_planned_once() {
        stage.product.kill();
        int number = stage.repository.openPullRequest(
                stage.lee,
                "unheard",
                "More nodes",
                Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 2)));
        stage.await("GitHub has found nobody", () -> stage.sandbox.github().webhooksQuiet());
        int before = stage.plans("dev").size();
        stage.product.start();

        stage.awaitCheck(number, "tidegate/dev", "success");
        stage.awaitShown(number, 1);
        stage.awaitJournal(
                "GitHub was asked",
                entry -> entry.kind().equals("request")
                        && entry.fact("path").matches("/app/hook/deliveries/[0-9]+/attempts"));
        assertThat(stage.plans("dev")).hasSize(before + 1);
    }

    @Test
    void a_real_run_that_was_made_and_never_seen_is_discarded() {
        int number = stage.openPlanned("stage");
        long made = stage.sandbox.faults().add(Fault.once("POST /api/v2/runs", new Strike.FailAfter(500, "scripted")));
        long hidden = stage.sandbox
                .faults()
                .add(Fault.always("GET /api/v2/workspaces/{workspace}/runs", new Strike.Refuse(503, "away", Map.of())));
        stage.say(stage.lee, number, "/apply stage");
        stage.awaitReply(number, "Applying stage failed");
        assertThat(stage.sandbox.faults().struck(made)).isEqualTo(1);
        assertThat(stage.realRuns("stage")).hasSize(1);

        stage.sandbox.faults().remove(hidden);
        stage.await(
                "the run is discarded",
                () -> stage.realRuns("stage").stream().map(Run::status).allMatch("discarded"::equals));
        assertThat(stage.confirmations()).isEmpty();
    }

    @Test
    void a_check_that_could_not_be_completed_is_completed_later() {
        long refused = stage.sandbox
                .faults()
                .add(Fault.always("PATCH /repos/{owner}/{repo}/check-runs/{id}", Strike.refuse(403, "scripted")));
        int number = stage.repository.openPullRequest(
                stage.lee, "unwritten", "Nodes", Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 3)));
        stage.awaitReply(number, "could not write the check");
        stage.awaitShown(number, 1);
        assertThat(stage.check(number, "tidegate/dev").orElseThrow().conclusion())
                .isNull();

        stage.sandbox.faults().remove(refused);
        anHourPasses();
        stage.awaitCheck(number, "tidegate/dev", "success");
    }

    private static void anHourPasses() {
        EmbeddedDatabase.Access access = stage.database();
        try (Connection connection = DriverManager.getConnection(access.url(), access.username(), access.password());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE external_object SET created = created - interval '61 minutes'");
            statement.execute("UPDATE effect SET finished = finished - interval '61 minutes'");
        } catch (SQLException e) {
            throw new AssertionError("the clock could not be put forward", e);
        }
    }
}
