package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.github.Repo;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two repositories and one workspace: names are given up and taken over, ids and consent are not. */
class ConsentIT {
    private static final String CONFIGURATION = ".github/tidegate.yml";
    private static final String DEV = SeededRepository.workspace("dev");
    private static final String EXPLICIT = """
            version: 1
            organization: my-devops-project
            environments:
              dev: { directory: environments/dev, workspace: %s, approvals: 0 }
            """.formatted(DEV);

    private static Repo another(Stage stage, String name) {
        Map<String, String> files = new TreeMap<>(SeededRepository.files());
        files.put(CONFIGURATION, EXPLICIT);
        Repo other = stage.sandbox.github().createRepository(owner(stage), name, files);
        other.permission(stage.lee, "write");
        return other;
    }

    private static String owner(Stage stage) {
        return stage.repository.fullName().split("/")[0];
    }

    /** Opens a pull request that changes dev and waits until its check says something. */
    private static Repo.Check opened(Stage stage, Repo repo) {
        int number = repo.openPullRequest(
                stage.lee, "more", "More", Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 2)));
        return stage.await(
                "the check of dev in " + repo.fullName(),
                () -> repo.checkRuns(repo.pullRequest(number).headSha()).stream()
                        .filter(check -> check.name().equals("tidegate/dev") && check.conclusion() != null)
                        .findFirst());
    }

    @Test
    void a_repository_that_names_anothers_workspace_gets_nothing_and_with_consent_both_are_closed() {
        try (Stage stage = Stage.aloneWith(Map.of(CONFIGURATION, EXPLICIT), Map.of())) {
            int number = stage.openPlanned("dev");
            Repo thief = another(stage, "thief");
            Repo.Check refused = opened(stage, thief);
            assertThat(refused.conclusion()).isEqualTo("action_required");
            assertThat(refused.summary()).contains("may not use the workspace");
            assertThat(stage.plans("dev")).as("only its own repository's plan").hasSize(1);

            Repo invited = another(stage, "invited");
            stage.workspace("dev").tag("tidegate-repository-" + invited.id());
            Repo.Check contested = opened(stage, invited);
            assertThat(contested.conclusion()).isEqualTo("action_required");
            assertThat(contested.summary()).contains("is claimed by this repository and by");
            assertThat(stage.plans("dev")).hasSize(1);
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains(
                            "| workspace | The workspace " + DEV + " is claimed by this repository and by "
                                    + invited.fullName(),
                            "`" + DEV + "=" + stage.repository.id() + "`");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void a_renamed_repository_goes_on_and_whoever_takes_its_old_name_inherits_nothing() {
        try (Stage stage = Stage.aloneWith(Map.of(CONFIGURATION, EXPLICIT), Map.of())) {
            int number = stage.openPlanned("dev");
            stage.workspace("dev").tag("tidegate-repository-" + stage.repository.id());
            stage.repository.permission(stage.ann, "admin");
            stage.repository.rename(stage.ann, "platform");
            Repo newcomer = another(stage, SeededRepository.NAME);
            Repo.Check contested = opened(stage, newcomer);
            assertThat(contested.conclusion()).isEqualTo("action_required");
            assertThat(contested.summary()).contains("is claimed by this repository and by");
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| workspace |", newcomer.fullName())
                    .doesNotContain("| configuration |");
            assertThat(stage.realRuns("dev")).isEmpty();
            assertThat(stage.plans("dev")).hasSize(1);
        }
    }

    @Tag("thorough")
    @Test
    void a_pull_request_that_was_open_while_its_repository_got_another_name_is_applied() {
        try (Stage stage = Stage.aloneWith(Map.of(CONFIGURATION, EXPLICIT), Map.of())) {
            int number = stage.openPlanned("dev");
            stage.workspace("dev").tag("tidegate-repository", String.valueOf(stage.repository.id()));
            stage.repository.permission(stage.ann, "admin");
            stage.repository.rename(stage.ann, "platform");
            stage.sandbox.clock().forward(java.time.Duration.ofSeconds(60));
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
            assertThat(stage.confirmations()).hasSize(1);
        }
    }

    @Test
    void a_pull_request_into_a_branch_with_its_own_configuration_is_governed_by_the_default_branch_alone() {
        try (Stage stage = Stage.set()) {
            stage.repository.push(stage.lee, "easy", Map.of(CONFIGURATION, EXPLICIT));
            int number = stage.openPlanned("dev");
            stage.repository.retarget(stage.lee, number, "easy");
            stage.awaitQuiet();
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitQuiet();
            assertThat(stage.realRuns("dev")).isEmpty();
            assertThat(stage.confirmations()).isEmpty();
        }
    }

    @Tag("thorough")
    @Test
    void a_repository_that_goes_to_an_owner_who_is_not_allowed_is_not_served_any_more() {
        try (Stage stage = Stage.aloneWith(Map.of(CONFIGURATION, EXPLICIT), Map.of())) {
            int number = stage.openPlanned("dev");
            int before = stage.replies(number).size();
            stage.repository.permission(stage.ann, "admin");
            stage.sandbox.github().createRepository("strangers", "anything", Map.of("README.md", "x"));
            stage.repository.transfer(stage.ann, "strangers");
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitQuiet();
            assertThat(stage.replies(number)).hasSize(before);
            assertThat(stage.realRuns("dev")).isEmpty();
            Optional<Repo.Check> check = stage.check(number, "tidegate/dev");
            assertThat(check).as("what was said before stays").isPresent();
        }
    }
}
