package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Sandbox;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The repository is archived, the App suspended and uninstalled; what happened meanwhile is read when it is back. */
class LeavingIT {
    @Test
    void while_it_is_away_nothing_is_planned_or_applied_and_back_again_it_goes_on_with_what_is_there() {
        try (Stage stage = Stage.alone()) {
            stage.repository.permission(stage.ann, "admin");
            int number = stage.openPlanned("dev");
            String branch = stage.repository.pullRequest(number).headRef();

            stage.repository.archive(stage.ann, true);
            stage.awaitQuiet();
            int plans = stage.plans("dev").size();
            stage.repository.archive(stage.ann, false);
            stage.awaitQuiet();

            stage.sandbox.github().installations().suspend(Sandbox.OWNER, stage.ann);
            pushes(stage, branch, 3);
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitQuiet();
            assertThat(stage.plans("dev")).hasSize(plans);
            stage.sandbox.github().installations().unsuspend(Sandbox.OWNER, stage.ann);
            planned(stage, number, plans + 1);

            stage.sandbox.github().installations().delete(Sandbox.OWNER, stage.ann);
            pushes(stage, branch, 4);
            stage.awaitQuiet();
            assertThat(stage.plans("dev")).hasSize(plans + 1);
            stage.sandbox.github().installations().install(Sandbox.OWNER);
            planned(stage, number, plans + 2);

            stage.approve(number);
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
            assertThat(stage.confirmations()).hasSize(1);
        }
    }

    private static void pushes(Stage stage, String branch, int nodes) {
        stage.repository.push(
                stage.lee, branch, Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", nodes)));
    }

    /** What was pushed meanwhile is planned, and shown on the commit that nobody told of. */
    private static void planned(Stage stage, int number, int plans) {
        String head = stage.repository.pullRequest(number).headSha();
        stage.awaitCheck(number, "tidegate/dev", "success");
        stage.awaitLiving(number, "`" + head.substring(0, 7) + "` on main");
        stage.awaitShown(number, 1);
        assertThat(stage.plans("dev")).hasSize(plans);
    }
}
