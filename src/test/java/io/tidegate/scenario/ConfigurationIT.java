package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Shown;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who configures: the default branch, tightened by the server and the organisation; never the pull request itself. */
class ConfigurationIT {
    private static final String CONFIGURATION = ".github/tidegate.yml";
    private static final String CHECK = "tidegate: configuration";
    private static final String ONE = """
            version: 1
            organization: my-devops-project
            workspace: "{repository}-{environment}"
            environments:
              dev:
                directory: environments/dev
                approvals: 1
            """;

    private static Map<String, String> changed(String configuration) {
        Map<String, String> changes = new HashMap<>();
        changes.put(CONFIGURATION, configuration);
        changes.put("environments/dev/main.tf", Stage.monitoringNodes("dev", 2));
        return changes;
    }

    @Test
    void a_pull_request_that_edits_the_configuration_is_told_what_it_would_change_and_governed_by_what_holds() {
        try (Stage stage = Stage.setWith(Map.of(CONFIGURATION, ONE))) {
            String looser = ONE.replace("approvals: 1", "approvals: 0");
            int number = stage.repository.openPullRequest(stage.lee, "looser", "Looser", changed(looser));
            Repo.Check told = stage.awaitCheck(number, CHECK, "success");
            assertThat(told.title()).isEqualTo("valid, 1 change, 1 loosens");
            assertThat(told.summary()).contains("**loosens** · dev", "approvals 1 → 0");
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitShown(number, 1);
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| approvals | 0 of 1 |");

            String broken = ONE.replace("approvals: 1", "aprovals: 1");
            stage.repository.push(stage.lee, "looser", Map.of(CONFIGURATION, broken));
            stage.awaitCheck(number, CHECK, "failure");
            assertThat(stage.annotations(number, CHECK)).singleElement().satisfies((Shown.Annotation one) -> {
                assertThat(one.path()).isEqualTo(CONFIGURATION);
                assertThat(one.from()).isEqualTo(7);
                assertThat(one.message()).contains("did you mean `approvals`?");
            });
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitQuiet();
            assertThat(stage.check(number, "tidegate").orElseThrow().title()).doesNotContain("configuration");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void a_broken_default_branch_reddens_no_pull_request_that_touches_no_environment_and_applies_nothing() {
        try (Stage stage = Stage.setWith(
                Map.of(CONFIGURATION, ONE + "  stage: { directory: environments/stage, aprovals: 1 }\n"))) {
            int readme =
                    stage.repository.openPullRequest(stage.lee, "readme", "Words", Map.of("README.md", "# More\n"));
            assertThat(stage.awaitCheck(readme, "tidegate", "success").summary())
                    .contains("has errors", "aprovals");
            int number = stage.openPlanned("dev");
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| configuration |", "has errors");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Tag("thorough")
    @Test
    void without_a_file_and_without_a_workspace_nothing_is_said_but_green() {
        try (Stage stage = Stage.aloneWithout(CONFIGURATION)) {
            stage.workspace("dev").readable(false);
            int number = stage.repository.openPullRequest(
                    stage.lee, "more", "More", Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 2)));
            stage.awaitCheck(number, "tidegate", "success");
            stage.awaitQuiet();
            assertThat(stage.living(number)).isEmpty();
            assertThat(stage.replies(number)).isEmpty();
            assertThat(stage.check(number, "tidegate/dev")).isEmpty();

            int stages = stage.openPlanned("stage");
            assertThat(stage.living(stages).orElseThrow().body())
                    .contains(
                            "Tidegate only plans here",
                            "/new/main?filename=.github%2Ftidegate.yml&value=version%3A%201");
        }
    }

    @Test
    void the_server_and_the_organisation_only_tighten_and_once_seen_the_organisations_file_must_stay() {
        String free = ONE.replace("approvals: 1", "approvals: 0");
        Map<String, String> settings = Map.of(
                "tidegate.github.organization-configuration", "true",
                "tidegate.minimums.rules[0].match", "dev",
                "tidegate.minimums.rules[0].approvals", "1");
        try (Stage stage = Stage.aloneWith(Map.of(CONFIGURATION, free), settings)) {
            int number = stage.openPlanned("dev");
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| approvals | 0 of 1 |");

            String owner = stage.repository.fullName().split("/")[0];
            Repo own = stage.sandbox
                    .github()
                    .createRepository(
                            owner, ".github", Map.of("tidegate-organization.yml", "version: 1\napprovals: 2\n"));
            own.permission(stage.ann, "write");
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| approvals | 0 of 2 |");
            Map<String, String> gone = new HashMap<>();
            gone.put("tidegate-organization.yml", null);
            own.pushToMain(stage.ann, gone);
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| configuration |", "was there before, and is gone", "| approvals | 0 of 2 |");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }
}
