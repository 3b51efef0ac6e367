package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Person;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Break-glass on a frozen environment that nobody has approved: for whom the server lists, told to all, signed off. */
class GlassIT {
    @Test
    void who_is_listed_applies_the_named_plan_at_once_and_a_second_person_signs_it_off() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String configuration = """
                version: 1
                organization: my-devops-project
                workspace: "{repository}-{environment}"
                environments:
                  dev: { directory: environments/dev, freeze: ["%s - %s UTC"] }
                """.formatted(today.minusDays(1), today.plusDays(2));
        Map<String, String> server = Map.of("tidegate.break-glass", "user:lee");
        try (Stage stage = Stage.aloneWith(Map.of(".github/tidegate.yml", configuration), server)) {
            Person kim = stage.person("kim", "write");
            int number = stage.openPlanned("dev");
            String plan = stage.fingerprint(number, "dev");
            String broken = "/apply dev --break-glass \"dev is down\" --plan ";

            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| approvals |", "| freeze |", "Cannot wait? On-call: `/apply dev --break-glass");
            assertThat(stage.ask(kim, number, broken + plan)).contains("break-glass", "kim");
            assertThat(stage.ask(stage.lee, number, broken + "0000")).contains("0000");
            assertThat(stage.realRuns("dev")).isEmpty();

            stage.say(stage.lee, number, broken + plan);
            stage.awaitReply(number, "lee applies dev by break-glass");
            stage.awaitReply(number, "dev was applied");
            assertThat(stage.confirmations()).hasSize(1);
            stage.awaitLiving(number, "Not signed off yet");
            assertThat(stage.awaitCheck(number, "tidegate", "success").title())
                    .as("what was applied must be merged all the same")
                    .contains("break-glass of dev is not signed off");

            assertThat(stage.ask(stage.lee, number, "/approve dev")).contains("a second person looks at it");
            assertThat(stage.ask(stage.ann, number, "/approve dev")).contains("is signed off by ann");
            stage.awaitLiving(number, "Signed off by ann");
            stage.await(
                    "the check has nothing more to say of it",
                    () -> stage.check(number, "tidegate")
                            .filter(check -> !check.title().contains("break-glass"))
                            .isPresent());
        }
    }
}
