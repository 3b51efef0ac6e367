package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.terraform.Run;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What else goes on in HCP Terraform: somebody's run in the way, and more runs wanted than may go on at once. */
class TrafficIT {
    private static final String CONFIGURATION = ".github/tidegate.yml";

    @Test
    void a_foreign_run_in_the_way_is_named_left_alone_and_blamed_for_what_it_changed() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev");
            stage.approve(number);
            Map<String, byte[]> files = new TreeMap<>();
            SeededRepository.files().forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
            files.put(
                    "environments/dev/main.tf", Stage.monitoringNodes("dev", 3).getBytes(StandardCharsets.UTF_8));
            Run foreign = stage.workspace("dev").foreignRun("olivia", files, "By hand");
            stage.await(
                    "it waits for its confirmation",
                    () -> stage.sandbox.terraform().run(foreign.id()).confirmable());

            stage.say(stage.lee, number, "/apply dev");
            stage.awaitLiving(number, "has the workspace: it was started by olivia, outside Tidegate");
            assertThat(stage.sandbox.terraform().run(foreign.id()).status()).isEqualTo("planned");
            assertThat(stage.realRuns("dev").getLast().status()).isEqualTo("pending");

            stage.sandbox.terraform().confirmByHand(foreign.id(), "olivia");
            assertThat(stage.awaitReply(number, "was not applied: its plan is not the one that was reviewed")
                            .body())
                    .contains("the files are unchanged, but dev's state changed at", foreign.id(), "olivia started");
            assertThat(stage.sandbox.terraform().run(foreign.id()).status()).isEqualTo("applied");
        }
    }

    @Test
    void no_more_runs_begin_than_may_and_what_waits_says_so() {
        String one = SeededRepository.files().get(CONFIGURATION) + "limits: { concurrent-runs: 1 }\n";
        try (Stage stage = Stage.setWith(Map.of(CONFIGURATION, one))) {
            String dev = "terraform plan " + stage.workspace("dev").name();
            stage.sandbox.holds().hold(dev);
            int first = open(stage, "dev");
            stage.await("the first plan goes on", () -> stage.sandbox.holds().waiting(dev) == 1);
            int second = open(stage, "prod");
            stage.awaitLiving(second, "waits for a free run");
            assertThat(stage.workspace("prod").runs()).isEmpty();

            stage.sandbox.holds().releaseAll();
            stage.awaitShown(first, 1);
            stage.awaitShown(second, 1);
            assertThat(stage.plans("prod")).hasSize(1);
        }
    }

    private static int open(Stage stage, String environment) {
        return stage.repository.openPullRequest(
                stage.lee,
                "more-" + environment,
                "More nodes",
                Map.of("environments/" + environment + "/main.tf", Stage.monitoringNodes(environment, 2)));
    }
}
