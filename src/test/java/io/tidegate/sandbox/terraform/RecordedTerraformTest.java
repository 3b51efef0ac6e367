package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.http.Faults;
import io.tidegate.sandbox.http.Holds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedTerraformTest {
    private final TerraformStandIn terraform =
            new TerraformStandIn(0, new Journal(), new Holds(), new Faults(), new RecordedTerraform());
    private final ApiClient api = new ApiClient(terraform.url(), terraform.token());

    @BeforeEach
    void generous() {
        terraform.rateLimit(10_000);
    }

    @AfterEach
    void close() {
        terraform.close();
    }

    private Workspace workspace(String environment) {
        return terraform.createWorkspace(
                "acme", SeededRepository.workspace(environment), SeededRepository.workingDirectory(environment));
    }

    @Test
    void the_story_is_played_back_where_there_is_no_terraform() {
        for (String environment : new String[] {"dev", "stage"}) {
            Workspace workspace = workspace(environment);
            workspace.seed(SeededRepository.bytes(SeededRepository.files()));
            var changed = SeededRepository.bytes(SeededRepository.changedFiles());
            String planned = api.run(workspace.id(), api.uploaded(workspace.id(), true, changed), "{}")
                    .id();
            api.awaitStatus(planned, "planned_and_finished");
            assertThat(api.get("/api/v2/runs/" + planned + "/plan")
                            .attribute("resource-changes")
                            .asInt())
                    .isEqualTo(1);

            String real = api.run(workspace.id(), api.uploaded(workspace.id(), false, changed), "{}")
                    .id();
            api.awaitConfirmable(real);
            api.post("/api/v2/runs/" + real + "/actions/apply", "{}");
            api.awaitStatus(real, "applied");

            assertThat(terraform.run(real).applyLog()).contains("Apply complete!");
            assertThat(workspace.stateDocument().toString()).contains("\"node_count\":2");
            String again = api.run(workspace.id(), api.uploaded(workspace.id(), true, changed), "{}")
                    .id();
            assertThat(api.awaitStatus(again, "planned_and_finished")
                            .attribute("has-changes")
                            .asBoolean())
                    .isFalse();
        }
    }

    @Test
    void a_change_that_was_never_recorded_errors_and_says_what_is_missing() {
        Workspace workspace = terraform.createWorkspace("acme", "other", "");
        String version = api.uploaded(workspace.id(), true, ApiClient.configurationOf("output \"never\" {\n}\n"));
        String run = api.run(workspace.id(), version, "{}").id();

        api.awaitStatus(run, "errored");

        assertThat(terraform.executorName()).isEqualTo("recorded results");
        assertThat(terraform.run(run).planLog()).contains("terraform is not installed");
    }
}
