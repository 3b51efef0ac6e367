package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Shown;
import io.tidegate.sandbox.terraform.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The buttons of a check run, pressed as on GitHub. */
class ButtonsIT {
    @Test
    void a_button_plans_and_applies_for_those_who_may_and_for_nobody_else() {
        try (Stage stage = Stage.setWith(Map.of())) {
            int number = stage.openPlanned("dev");
            stage.awaitShown(number, 1);
            stage.approve(number);
            stage.await("dev is ready", () -> has(stage, number, "Apply"));

            press(stage, number, stage.person("mallory", "read"), "Apply");
            stage.awaitReply(number, "mallory has no write permission");
            assertThat(stage.realRuns("dev")).isEmpty();

            int plans = stage.plans("dev").size();
            press(stage, number, stage.lee, "Plan");
            stage.await("it is planned again", () -> stage.plans("dev").size() == plans + 1);
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.await("dev is ready again", () -> has(stage, number, "Apply"));

            press(stage, number, stage.lee, "Apply");
            stage.await(
                    "the run is applied",
                    () -> stage.realRuns("dev").stream().map(Run::status).anyMatch("applied"::equals));
            stage.awaitReply(number, "dev was applied");
        }
    }

    private static boolean has(Stage stage, int number, String label) {
        return shown(stage, number).buttons().stream()
                .anyMatch(button -> button.label().equals(label));
    }

    private static Shown.Checked shown(Stage stage, int number) {
        Repo.Check check = stage.check(number, "tidegate/dev").orElseThrow();
        return stage.repository.shown().check(check.id()).orElseThrow();
    }

    private static void press(Stage stage, int number, Person by, String label) {
        Shown.Checked check = shown(stage, number);
        String identifier = check.buttons().stream()
                .filter(button -> button.label().equals(label))
                .findFirst()
                .orElseThrow()
                .identifier();
        stage.repository.pressCheckButton(by, check.check().id(), identifier);
    }
}
