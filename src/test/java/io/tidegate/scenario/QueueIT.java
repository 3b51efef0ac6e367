package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Repo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** GitHub's merge queue and its auto-merge, with the check {@code tidegate} required. */
class QueueIT {
    private static final String CONFIGURATION = """
            version: 1
            organization: my-devops-project
            merge-when: planned
            merge: automatic
            environments:
              dev:   { directory: environments/dev, approvals: 0 }
              stage: { directory: environments/stage }
              prod:  { directory: environments/prod }
            """;

    @Test
    void tidegate_has_planned_pull_requests_queued_and_judges_each_on_top_of_those_ahead() {
        try (Stage stage = Stage.aloneWith(Map.of(".github/tidegate.yml", CONFIGURATION), Map.of())) {
            Map<String, String> permissions =
                    new TreeMap<>(stage.sandbox.github().appPermissions());
            permissions.put("contents", "write");
            stage.sandbox.github().appPermissions(permissions);
            stage.repository.requireChecks("main", List.of("tidegate"));
            stage.repository.requireQueue("main");

            int first = stage.openPlanned("dev");
            stage.await(
                    "the first one is merged",
                    () -> stage.repository.pullRequest(first).merged());
            String group = stage.repository.head("main");
            Repo.Check carried = onGroup(stage, group).orElseThrow();
            assertThat(carried.conclusion()).isEqualTo("success");
            assertThat(carried.summary()).contains("carried over");
            assertThat(stage.repository.mergeGroup(first)).isEmpty();
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void behind_one_that_changes_the_same_environment_it_is_planned_with_it_and_the_check_names_the_cause() {
        String manual = CONFIGURATION.replace("merge: automatic", "merge: manual");
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", manual))) {
            stage.repository.requireChecks("main", List.of("tidegate", "lint"));
            stage.repository.requireQueue("main");
            int first = stage.openPlanned("dev");
            int second = stage.repository.openPullRequest(
                    stage.lee, "notes", "Notes", Map.of("environments/dev/NOTES.md", "for the reader"));
            stage.awaitCheck(second, "tidegate", "success");
            for (int number : List.of(first, second)) {
                String head = stage.repository.pullRequest(number).headSha();
                stage.repository.setCheck("elsewhere", head, "lint", "success");
                stage.repository.enqueue(stage.lee, number);
            }
            String group = stage.repository.mergeGroup(second).orElseThrow();
            stage.await(
                    "the check on the queue's commit",
                    () -> onGroup(stage, group).isPresent());

            Repo.Check check = onGroup(stage, group).orElseThrow();
            assertThat(check.conclusion()).isEqualTo("failure");
            assertThat(check.title()).isEqualTo("dev: another plan in the queue, behind #" + first);
            assertThat(check.summary()).contains("#" + first + " changes files of dev");

            String ahead = stage.repository.mergeGroup(first).orElseThrow();
            stage.await(
                    "the one ahead is carried over", () -> onGroup(stage, ahead).isPresent());
            stage.repository.setCheck("elsewhere", ahead, "lint", "success");
            assertThat(stage.repository.pullRequest(first).merged()).isTrue();
            assertThat(stage.repository.pullRequest(second).open()).isTrue();
            assertThat(stage.repository.mergeGroup(second)).isEmpty();
        }
    }

    private static Optional<Repo.Check> onGroup(Stage stage, String group) {
        return stage.repository.checkRuns(group).stream()
                .filter(check -> check.name().equals("tidegate") && check.conclusion() != null)
                .findFirst();
    }

    @Test
    void in_a_locked_conversation_the_check_says_what_no_comment_can() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev");
            stage.repository.lockConversation(stage.ann, number, true);
            stage.repository.push(
                    stage.lee,
                    stage.repository.pullRequest(number).headRef(),
                    Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 3)));
            stage.await(
                    "the check says it",
                    () -> stage
                            .repository
                            .checkRuns(stage.repository.pullRequest(number).headSha())
                            .stream()
                            .anyMatch(check -> check.name().equals("tidegate")
                                    && String.valueOf(check.summary())
                                            .contains("cannot comment on this pull request")));
        }
    }
}
