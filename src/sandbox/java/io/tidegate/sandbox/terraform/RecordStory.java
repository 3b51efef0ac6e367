package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.http.Faults;
import io.tidegate.sandbox.http.Holds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the recordings that machines without Terraform play back: the seeded states, the story's change planned and
 * applied in dev and stage, and every environment as it is before and after. The argument is the folder to write to;
 * recordings that are already there are kept.
 */
public final class RecordStory {
    private RecordStory() {}

    public static void main(String[] arguments) {
        InstalledTerraform program = InstalledTerraform.find()
                .orElseThrow(() -> new IllegalStateException("terraform is not installed here"));
        Terraform recorder = new RecordingTerraform(program, Path.of(arguments[0]));
        try (TerraformStandIn terraform = new TerraformStandIn(0, new Journal(), new Holds(), new Faults(), recorder)) {
            play(terraform);
            secondAct(terraform);
            trial(terraform);
        }
    }

    private static void play(TerraformStandIn terraform) {
        Map<String, byte[]> before = SeededRepository.bytes(SeededRepository.files());
        Map<String, byte[]> after = SeededRepository.bytes(SeededRepository.changedFiles());
        for (String environment : SeededRepository.ENVIRONMENTS) {
            Workspace workspace = terraform.createWorkspace(
                    SeededRepository.ORGANIZATION,
                    SeededRepository.workspace(environment),
                    SeededRepository.workingDirectory(environment));
            workspace.seed(before);
            await(terraform, workspace.foreignRun("recorder", before, "as it is"), "planned_and_finished");
            boolean changes = !environment.equals("prod");
            Run run = workspace.foreignRun("recorder", after, "a second monitoring node");
            await(terraform, run, changes ? "planned" : "planned_and_finished");
            if (changes) {
                terraform.confirmByHand(run.id(), "recorder");
                await(terraform, run, "applied");
                await(terraform, workspace.foreignRun("recorder", after, "as it is then"), "planned_and_finished");
            }
        }
    }

    /** The second act: each pull request planned alone, the first one applied, then both together. */
    private static void secondAct(TerraformStandIn terraform) {
        Workspace prod = terraform.workspace(SeededRepository.ORGANIZATION, SeededRepository.workspace("prod"));
        SortedMap<String, String> node = SeededRepository.files();
        node.putAll(SeededRepository.prodNodes());
        SortedMap<String, String> window = SeededRepository.files();
        window.putAll(SeededRepository.prodWindow());
        SortedMap<String, String> both = SeededRepository.files();
        both.putAll(SeededRepository.prodNodes());
        both.putAll(SeededRepository.prodWindow());
        planned(terraform, prod, window);
        applied(terraform, prod, node);
        // Begun before the tree is read again, and given up then.
        planned(terraform, prod, window);
        applied(terraform, prod, both);
        await(terraform, prod.foreignRun("recorder", SeededRepository.bytes(both), "then"), "planned_and_finished");
    }

    /** What the product's doctor tries in a workspace that manages nothing. */
    private static void trial(TerraformStandIn terraform) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("tidegate-trial.tf", """
                variable "tidegate_trial" {
                  default = "of the configuration"
                }

                output "tidegate_trial" {
                  value = timestamp()
                }

                output "tidegate_trial_argued" {
                  value = var.tidegate_trial
                }

                output "tidegate_trial_hidden" {
                  value     = "no secret"
                  sensitive = true
                }
                """);
        files.put("tidegate-trial.tfvars", "tidegate_trial = \"of the file\"\n");
        Workspace argued = terraform.createWorkspace(SeededRepository.ORGANIZATION, "trial-argued", "");
        argued.setEnvironmentVariable("TF_CLI_ARGS_plan", "-var-file=tidegate-trial.tfvars", false);
        planned(terraform, argued, files);
        applied(terraform, terraform.createWorkspace(SeededRepository.ORGANIZATION, "trial", ""), files);
    }

    private static void planned(TerraformStandIn terraform, Workspace workspace, SortedMap<String, String> files) {
        Run run = workspace.foreignRun("recorder", SeededRepository.bytes(files), "planned");
        await(terraform, run, "planned");
        terraform.discardByHand(run.id(), "recorder");
        await(terraform, run, "discarded");
    }

    private static void applied(TerraformStandIn terraform, Workspace workspace, SortedMap<String, String> files) {
        Run run = workspace.foreignRun("recorder", SeededRepository.bytes(files), "applied");
        await(terraform, run, "planned");
        terraform.confirmByHand(run.id(), "recorder");
        await(terraform, run, "applied");
    }

    private static void await(TerraformStandIn terraform, Run run, String status) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!terraform.run(run.id()).status().equals(status)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("never " + status + ": " + terraform.run(run.id()));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
