package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Person;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Code owners, and code that is pinned: by what the default branch says, whatever the pull request brings along. */
class OwnersIT {
    private static final String OWNED = """
            version: 1
            organization: my-devops-project
            workspace: "{repository}-{environment}"
            approvals: { count: 1, codeowners: true }
            environments:
              dev: { directory: environments/dev }
            """;

    @Test
    void only_owners_by_the_default_branch_open_it_whatever_the_pull_request_says() {
        try (Stage stage = Stage.setWith(Map.of(
                ".github/tidegate.yml", OWNED, ".github/CODEOWNERS", "* @ann\n/environments/ @kim # not ann\n"))) {
            Person kim = stage.person("kim", "write");
            int number = stage.openPlanned("dev");
            String branch = stage.repository.pullRequest(number).headRef();
            stage.awaitLiving(number, "no approval by an owner of `/environments/`");
            stage.repository.push(
                    stage.lee,
                    branch,
                    Map.of(
                            ".github/CODEOWNERS",
                            "* @ann\n",
                            ".github/tidegate.yml",
                            OWNED.replace("{ count: 1, codeowners: true }", "0")));
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.sandbox.clock().forward(Duration.ofSeconds(60));
            stage.repository.review(stage.ann, number, "APPROVE", "good");
            stage.awaitLiving(number, "approved by ann");

            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| approvals | no approval by an owner of `/environments/`", "approved by ann")
                    .contains("pinned (nothing comes from elsewhere)");
            assertThat(stage.realRuns("dev")).isEmpty();

            stage.sandbox.clock().forward(Duration.ofSeconds(60));
            stage.repository.review(kim, number, "APPROVE", "mine");
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
        }
    }

    @Test
    void a_module_at_a_branch_and_a_provider_without_a_lock_file_are_not_applied() {
        String loose = """
                terraform {
                  required_providers {
                    null = { source = "hashicorp/null" }
                  }
                }
                module "doks" {
                  source = "git::https://token:hunter2@git.invalid/doks.git?ref=main"
                }
                """;
        try (Stage stage = Stage.set()) {
            int number = stage.repository.openPullRequest(
                    stage.lee, "loose", "Loose", Map.of("environments/dev/loose.tf", loose));
            stage.awaitCheck(number, "tidegate/dev", "failure");

            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| pinned | `environments/dev` has no `.terraform.lock.hcl` that names providers")
                    .contains("`git::https://git.invalid/doks.git` in `environments/dev` has no `ref`")
                    .contains("`terraform init`")
                    .doesNotContain("hunter2");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }
}
