package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.terraform.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} at the worst moments of an apply, each in an environment of its own of one pull request, and a restart
 * on the same database: the run is confirmed once, its outcome is told once, and nothing is left waiting.
 */
class CrashIT {
    private static final String CREATE = "POST /api/v2/runs";
    private static final String CONFIRM = "POST /api/v2/runs/{run}/actions/apply";
    private static Stage stage;
    private static int number;

    @BeforeAll
    static void plan() {
        String independent = """
                version: 1
                organization: my-devops-project
                approvals: 0
                environments:
                  dev:   { directory: environments/dev }
                  stage: { directory: environments/stage }
                  prod:  { directory: environments/prod }
                """;
        stage = Stage.aloneWith(Map.of(".github/tidegate.yml", independent), Map.of("tidegate.lease", "PT3S"));
        number = stage.openPlanned("dev", "stage", "prod");
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void killed_before_it_knows_whether_the_real_run_was_created() {
        stage.sandbox.holds().hold(CREATE);
        stage.say(stage.lee, number, "/apply dev");
        stage.await("the creation is under way", () -> stage.sandbox.holds().waiting(CREATE) == 1);
        stage.product.kill();
        // The request was sent: it arrives although nobody is left to read the answer.
        stage.sandbox.holds().releaseAll();
        stage.await("the run is created", () -> stage.realRuns("dev").size() == 1);
        stage.product.start();

        assertAppliedOnce("dev");
    }

    @Test
    void killed_while_the_confirmation_is_under_way() {
        stage.sandbox.holds().hold(CONFIRM);
        stage.say(stage.lee, number, "/apply stage");
        stage.await("the confirmation is under way", () -> stage.sandbox.holds().waiting(CONFIRM) == 1);
        stage.product.kill();
        stage.product.start();
        stage.await(
                "it is sent again, the first not having arrived",
                () -> stage.sandbox.holds().waiting(CONFIRM) == 2);
        stage.sandbox.holds().releaseAll();

        assertAppliedOnce("stage");
    }

    @Test
    void killed_right_after_the_confirmation_arrived_and_again_during_the_apply() {
        String apply = "terraform apply " + stage.workspace("prod").name();
        stage.sandbox.holds().hold(apply);
        stage.say(stage.lee, number, "/apply prod");
        stage.await("the run is confirmed", () -> !confirmations("prod").isEmpty());
        stage.product.kill();
        stage.product.start();
        stage.awaitJournal(
                "it follows the apply",
                entry -> entry.kind().equals("request")
                        && entry.number() > confirmations("prod").getFirst().number()
                        && entry.fact("path")
                                .equals("/api/v2/runs/"
                                        + confirmations("prod").getFirst().fact("run")));
        stage.product.kill();
        stage.sandbox.holds().releaseAll();
        stage.product.start();

        assertAppliedOnce("prod");
    }

    private static void assertAppliedOnce(String environment) {
        stage.awaitReply(number, environment + " was applied");
        stage.awaitCheck(number, "tidegate/" + environment, "success");
        stage
                .sandbox
                .journal()
                .matching(entry ->
                        entry.kind().equals("webhook") && entry.fact("event").equals("issue_comment"))
                .stream()
                .map(entry -> entry.fact("guid"))
                .distinct()
                .forEach(stage.sandbox.github()::redeliver);
        stage.awaitQuiet();
        assertThat(confirmations(environment)).hasSize(1);
        assertThat(stage.realRuns(environment)).extracting(Run::status).containsExactly("applied");
        assertThat(stage.replies(number).stream().filter(c -> c.body().contains(environment + " was applied")))
                .hasSize(1);
        assertThat(stage.workspace(environment).runs()).extracting(Run::status).doesNotContain("pending", "planned");
    }

    private static List<Entry> confirmations(String environment) {
        return stage.confirmations().stream()
                .filter(entry -> entry.fact("workspace")
                        .equals(stage.workspace(environment).name()))
                .toList();
    }
}
