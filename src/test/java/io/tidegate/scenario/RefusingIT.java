package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code /apply} before a closed gate: no run, no lock, and an answer that says which gate and what opens it. */
class RefusingIT {
    private static final String CONFIGURATION = ".github/tidegate.yml";
    private static final String BOTH_ON_COMMAND = """
            version: 1
            organization: my-devops-project
            workspace: "{repository}-{environment}"
            approvals: 1
            environments:
              dev: { directory: environments/dev }
              stage: { directory: environments/stage, after: [dev] }
            """;

    @Test
    void every_closed_gate_is_named_with_its_reason_and_what_opens_it() {
        try (Stage stage = Stage.setWith(Map.of(CONFIGURATION, BOTH_ON_COMMAND))) {
            int number = stage.openPlanned("dev", "stage");
            String head = stage.repository.pullRequest(number).headSha();

            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("dev was not applied: 1 gate is closed", "| approvals | 0 of 1 |", "`/approve dev`")
                    .contains("No run was started, no lock was taken");
            assertThat(stage.ask(stage.lee, number, "/apply stage"))
                    .contains("stage was not applied", "| promotion | dev is applied first |");

            stage.workspace("dev").autoApply(true);
            stage.workspace("dev").vcsRepo(true);
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| workspace |", "applies runs by itself", "version control", "an administrator changes");
            stage.workspace("dev").autoApply(false);
            stage.workspace("dev").vcsRepo(false);
            stage.workspace("dev").lockByHand("olivia", "maintenance");
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| workspace |", "is locked in HCP Terraform by olivia", "they unlock it there");
            stage.workspace("dev").unlockByHand();

            stage.repository.draft(stage.lee, number, true);
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| draft | the pull request is a draft | the author marks it ready for review |");
            stage.repository.draft(stage.lee, number, false);

            stage.repository.requireChecks("main", List.of("test"));
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| checks |", "test (missing)");
            stage.repository.setCheck("ci", head, "test", "failure");
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| checks |", "test (failure)");
            stage.repository.setCheck("ci", head, "test", "success");
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("dev was not applied: 1 gate is closed", "| approvals |")
                    .contains("checks (required checks passed)");

            stage.repository.pushToMain(stage.ann, Map.of("README.md", "# Elsewhere\n"));
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("1 gate is closed", "base (unchanged since the plan)");
            stage.repository.pushToMain(stage.ann, Map.of("environments/dev/notes.tf", "# Ours\n"));
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| base | files of dev changed on main since the plan | the author updates the branch |");
            stage.repository.pushToMain(stage.ann, Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 5)));
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| mergeable | it conflicts with its base | the author updates the branch |");

            assertThat(stage.realRuns("dev")).isEmpty();
            assertThat(stage.realRuns("stage")).isEmpty();
        }
    }

    @Test
    void an_environment_is_applied_by_one_pull_request_at_a_time() {
        try (Stage stage = Stage.set()) {
            int first = stage.openPlanned("dev");
            int second = stage.openPlanned("dev");
            stage.approve(first);
            stage.approve(second);
            String applies = "terraform apply " + stage.workspace("dev").name();
            stage.sandbox.holds().hold(applies);
            stage.say(stage.lee, first, "/apply dev");
            stage.await("the apply goes on", () -> stage.sandbox.holds().waiting(applies) == 1);

            assertThat(stage.ask(stage.lee, second, "/apply dev"))
                    .contains("dev waits for its lock", "is held by #" + first + " (lee)");
            assertThat(stage.ask(stage.lee, first, "/cancel"))
                    .contains("nothing was cancelled", "An apply in progress is not interrupted");
            assertThat(stage.ask(stage.lee, first, "/unlock dev"))
                    .contains("dev is being applied: nothing was unlocked");
            stage.sandbox.holds().releaseAll();
            stage.awaitReply(first, "dev was applied");
            stage.awaitLiving(first, "dev ✅ applied");

            assertThat(stage.ask(stage.lee, second, "/apply dev"))
                    .contains("dev waits for its lock", "is held by #" + first + " (lee)", "number 1 in its queue");
            assertThat(stage.ask(stage.lee, second, "/unlock dev")).contains("this pull request holds no lock");
            assertThat(stage.ask(stage.lee, first, "/unlock dev")).contains("unlocked dev");
            stage.awaitReply(second, "dev is this pull request's turn now");
            assertThat(stage.realRuns("dev")).hasSize(1);
            assertThat(stage.confirmations()).hasSize(1);
        }
    }

    @Test
    void without_a_valid_configuration_on_the_default_branch_nothing_is_applied() {
        try (Stage stage = Stage.aloneWithout(CONFIGURATION)) {
            int number = stage.openPlanned("dev");
            assertThat(stage.living(number).orElseThrow().body()).contains("Tidegate only plans here");
            stage.sandbox.clock().forward(Duration.ofSeconds(60));
            stage.repository.review(stage.ann, number, "APPROVE", "good");
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains(
                            "| configuration |",
                            "has no `.github/tidegate.yml`",
                            "a `.github/tidegate.yml` that names this environment is merged");

            Map<String, String> broken = new HashMap<>();
            broken.put(CONFIGURATION, BOTH_ON_COMMAND.replace("approvals: 1", "aprovals: 1"));
            stage.repository.pushToMain(stage.ann, broken);
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| configuration |", "has errors", "aprovals", "approvals", "somebody corrects the file");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }
}
