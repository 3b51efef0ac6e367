package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in is held to a client that knows the real API: Terraform's own command line with a cloud block. */
class TerraformCliTest {
    private final Journal journal = new Journal();
    private final TerraformStandIn terraform = new TerraformStandIn(0, journal, new Holds());

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        terraform.close();
    }

    private record Ended(int exit, String output) {}

    private Ended cli(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.resolve("work").toFile())
                .redirectErrorStream(true);
        builder.environment().put("TF_CLI_CONFIG_FILE", home.resolve("cli.tfrc").toString());
        builder.environment().put("TF_TOKEN_tfc_test", terraform.token());
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void the_command_line_plans_and_applies_remotely() throws Exception {
        assumeTrue(terraform.executorName().startsWith("terraform "), "terraform is not installed here");
        Workspace workspace = terraform.createWorkspace("acme", "infra-dev", "");
        String services = terraform.url() + "/api/v2/";
        Files.writeString(
                home.resolve("cli.tfrc"),
                "host \"tfc.test\" {\n  services = {\n    \"tfe.v2\" = \"" + services + "\"\n    \"tfe.v2.1\" = \""
                        + services + "\"\n  }\n}\n");
        Files.createDirectories(home.resolve("work"));
        Files.writeString(
                home.resolve("work/main.tf"),
                "terraform {\n  cloud {\n    hostname = \"tfc.test\"\n    organization = \"acme\"\n    workspaces {\n"
                        + "      name = \"infra-dev\"\n    }\n  }\n}\nresource \"terraform_data\" \"a\" {\n"
                        + "  input = \"one\"\n}\n");

        Ended init = cli("init", "-input=false", "-no-color");
        assertThat(init.exit()).as(init.output()).isZero();
        Ended plan = cli("plan", "-input=false", "-no-color");
        assertThat(plan.exit()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("Plan: 1 to add, 0 to change, 0 to destroy.");
        Ended apply = cli("apply", "-input=false", "-no-color", "-auto-approve");
        assertThat(apply.exit()).as(apply.output()).isZero();
        assertThat(apply.output()).contains("Apply complete! Resources: 1 added");

        assertThat(workspace.runs()).extracting(Run::status).containsExactly("planned_and_finished", "applied");
        assertThat(workspace.stateDocument().at("/resources/0/name").asText()).isEqualTo("a");
        assertThat(journal.matching(entry -> entry.kind().equals("bearer-at-archivist")))
                .isEmpty();
        assertThat(journal.matching(entry -> entry.kind().equals("sandbox-bug")))
                .isEmpty();
    }
}
