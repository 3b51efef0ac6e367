package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Repo;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A freeze by the product's own clock: announced before the merge, kept after it, and over at its minute. */
class FreezeIT {
    private static final DateTimeFormatter WEEKLY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    /** Enough to start a product, plan and merge while the freeze is on. */
    private static final Duration AHEAD = Duration.ofSeconds(45);

    private static Map<String, String> frozenUntil(ZonedDateTime end) {
        String freeze = WEEKLY.format(end.minusHours(3)) + " - " + WEEKLY.format(end) + " UTC";
        return Map.of(".github/tidegate.yml", """
                version: 1
                organization: my-devops-project
                workspace: "{repository}-{environment}"
                approvals: 0
                apply: on-merge
                environments:
                  stage: { directory: environments/stage, freeze: ["%1$s"], after-freeze: resume }
                  prod:  { directory: environments/prod, freeze: ["%1$s"] }
                """.formatted(freeze));
    }

    @Tag("thorough")
    @Test
    void what_a_freeze_holds_back_resumes_where_that_was_asked_for_and_otherwise_waits_for_a_person() {
        ZonedDateTime end = ZonedDateTime.now(ZoneOffset.UTC)
                .plus(AHEAD)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        try (Stage stage = Stage.setWith(frozenUntil(end))) {
            int number = stage.openPlanned("stage", "prod");
            stage.awaitLiving(number, "A merge now does not apply stage:");
            stage.awaitLiving(number, "A merge now does not apply prod:");
            assertThat(stage.living(number).map(Repo.Comment::body).orElseThrow())
                    .contains("it is frozen until " + WEEKLY.format(end) + " UTC")
                    .contains("the merge goes on by itself", "nothing is started by the clock");
            stage.await(
                    "the check says it too",
                    () -> stage.check(number, "tidegate")
                            .filter(check -> check.summary().contains("A merge now does not apply"))
                            .isPresent());

            stage.repository.merge(stage.lee, number);
            stage.awaitLiving(number, "Merged as");
            stage.awaitQuiet();
            assertThat(stage.realRuns("stage")).isEmpty();
            assertThat(ZonedDateTime.now(ZoneOffset.UTC))
                    .as("the freeze was still on")
                    .isBefore(end);

            stage.patiently(
                    Duration.ofMinutes(3),
                    "stage is applied when the freeze is over",
                    () -> stage.confirmations().size() == 1);
            assertThat(ZonedDateTime.now(ZoneOffset.UTC)).isAfterOrEqualTo(end);
            stage.awaitReply(number, "stage was applied");
            stage.awaitReply(number, "The freeze of prod is over.");
            stage.awaitQuiet();
            assertThat(stage.realRuns("prod")).isEmpty();
            assertThat(stage.plans("prod")).as("planned again when it was over").hasSize(2);

            stage.say(stage.lee, number, "/apply prod");
            stage.awaitReply(number, "prod was applied");
            assertThat(List.of(
                            stage.realRuns("stage").size(),
                            stage.realRuns("prod").size()))
                    .containsOnly(1);
        }
    }
}
