package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.terraform.Workspace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Repositories that are laid out in other ways than a directory for each environment. */
class LayoutsIT {
    private static final String CONFIGURATION = """
            version: 1
            organization: my-devops-project
            environments:
              "{region}":
                directory: stack
                var-files: ["regions/{region}.tfvars"]
            rules:
              - { match: "*", approvals: 0 }
            """;
    private static final Map<String, String> FILES = Map.of(
            ".github/tidegate.yml",
            CONFIGURATION,
            "stack/main.tf",
            """
            terraform {
              required_version = ">= 1.4"
            }
            variable "size" {
              type = string
            }
            resource "terraform_data" "pool" {
              input = "nodes-${var.size}"
            }
            """,
            "regions/eu.tfvars",
            "size = \"two\"\n",
            "regions/us.tfvars",
            "size = \"nine\"\n",
            ".terraformignore",
            "*.md\n");

    private static Workspace workspace(Stage stage, String region) {
        return stage.sandbox
                .terraform()
                .createWorkspace(SeededRepository.ORGANIZATION, SeededRepository.workspace(region), "stack");
    }

    @Test
    void an_environment_is_planned_and_applied_with_the_values_of_its_own_variable_file() {
        try (Stage stage = Stage.aloneWith(FILES, Map.of())) {
            Workspace eu = workspace(stage, "eu");
            Workspace us = workspace(stage, "us");
            int number = stage.repository.openPullRequest(
                    stage.lee,
                    "more",
                    "More in Europe",
                    Map.of("regions/eu.tfvars", "size = \"three\"\n", "stack/README.md", "left out\n"));

            stage.awaitCheck(number, "tidegate/eu", "success");
            stage.awaitShown(number, 1);
            assertThat(stage.living(number).orElseThrow().body()).contains("nodes-three");
            assertThat(us.runs()).isEmpty();

            stage.sandbox.clock().forward(Duration.ofSeconds(60));
            stage.say(stage.lee, number, "/apply eu");
            stage.await(
                    "eu is applied",
                    () -> eu.runs().stream().anyMatch(run -> run.status().equals("applied")));
            assertThat(us.runs()).isEmpty();
        }
    }

    @Test
    void files_of_terragrunt_are_said_not_to_be_planned_and_why() {
        try (Stage stage = Stage.set()) {
            int number = stage.repository.openPullRequest(
                    stage.lee, "live", "Live", Map.of("live/prod/network/terragrunt.hcl", "inputs = {}\n"));

            assertThat(stage.awaitCheck(number, "tidegate", "success").summary())
                    .contains("Tidegate does not run Terragrunt");
            stage.await(
                    "it is said",
                    () -> stage.living(number)
                            .filter(comment -> comment.body().contains("live/prod/network/terragrunt.hcl")
                                    && comment.body().contains("Tidegate does not run Terragrunt"))
                            .isPresent());
        }
    }
}
