package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Person;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose approval counts, for which plan, and for how long. */
class ReviewingIT {
    private static final String DEV = "environments/dev/main.tf";

    @Test
    void an_approval_counts_from_somebody_else_who_could_read_the_plan() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev");

            stage.repository.review(stage.ann, number, "APPROVE", "at once");
            String remedy = "`/approve dev " + stage.fingerprint(number, "dev") + "` approves this plan";
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("0 of 1; not ann (given before this plan had been shown for 30 s", remedy);
            stage.awaitLiving(number, remedy);
            assertThat(stage.ask(stage.lee, number, "/approve dev")).contains("dev: does not count, author");
            assertThat(stage.ask(stage.ann, number, "/approve dev 0000")).contains("does not count, named plan 0000");

            assertThat(stage.ask(stage.ann, number, "/approve dev " + stage.fingerprint(number, "dev")))
                    .contains("approval of dev by @ann counts");
            stage.awaitLiving(number, "1 of 1 by ann");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void an_approval_is_kept_while_the_plan_is_and_void_when_it_changes() {
        try (Stage stage = Stage.set()) {
            Person eve = stage.person("eve", "write");
            int number = stage.openPlanned("dev");
            String branch = stage.repository.pullRequest(number).headRef();
            stage.approve(number);

            stage.say(stage.lee, number, "/plan dev");
            stage.await("the second plan", () -> stage.plans("dev").size() == 2);
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitLiving(number, "1 of 1 by ann");

            stage.repository.push(stage.lee, branch, Map.of("README.md", "# Words\n"));
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitLiving(number, "1 of 1 by ann");
            assertThat(stage.plans("dev")).hasSize(2);
            assertThat(stage.replies(number)).isEmpty();

            stage.repository.push(eve, branch, Map.of(DEV, Stage.monitoringNodes("dev", 3)));
            assertThat(stage.awaitReply(number, "is void").body())
                    .contains("@ann **the approval of dev is void: its plan changed.**", "node_count", "-> 3")
                    .contains("`/approve dev`");
            stage.awaitLiving(number, "0 of 1");

            stage.sandbox.clock().forward(Duration.ofSeconds(60));
            stage.repository.review(eve, number, "APPROVE", "my own");
            stage.awaitLiving(number, "eve (pushed)");
            long review = stage.repository.review(stage.ann, number, "APPROVE", "three it is");
            stage.awaitLiving(number, "1 of 1 by ann");
            stage.repository.dismissReview(stage.lee, number, review);
            stage.awaitLiving(number, "0 of 1");
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| approvals | 0 of 1; not eve (pushed)");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }
}
