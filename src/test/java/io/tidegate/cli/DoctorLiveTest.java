package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.http.Fault;
import io.tidegate.sandbox.http.Strike;
import io.tidegate.sandbox.terraform.Run;
import io.tidegate.sandbox.terraform.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What doctor tries on the other side, where somebody asks for it. */
class DoctorLiveTest extends DoctorCase {
    @Test
    void live_it_tells_how_the_other_side_does_what_documentation_leaves_open() throws IOException {
        Outcome outcome = doctor("--live");

        String github = "seen of GitHub for " + Sandbox.OWNER;
        outcome.says("ok", github, "Enterprise Server: no");
        outcome.says("ok", github, "installation tokens: begin with ghs_, ");
        outcome.says("ok", github, "content type json");
        outcome.says("ok", "seen of tidegate.terraform.token", "answered with 200");
        outcome.says("ok", "seen of tidegate.terraform.token", "HCP Terraform, API 2.6");
        outcome.says("ok", "seen of tidegate.terraform.token", "rate limit: 10000 a second; ETag: not told");
        assertThat(doctor().lines()).noneMatch(one -> one.subject().startsWith("seen of"));
    }

    private static final String TRIAL = SeededRepository.ORGANIZATION + "/trial";
    private static final String TRIED = "tried in " + TRIAL + ": ";

    private Workspace empty(String name) {
        Workspace workspace = sandbox.terraform().createWorkspace(SeededRepository.ORGANIZATION, name, "");
        workspace.grant("tidegate", "admin");
        return workspace;
    }

    private Workspace trial() {
        Workspace trial = empty("trial");
        // The first run waits until it is cancelled, the next goes on.
        String plan = "terraform plan trial";
        sandbox.holds().hold(plan);
        Thread.ofVirtual().start(() -> {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (trial.runs().stream().noneMatch(run -> run.status().equals("canceled"))
                    && System.nanoTime() < deadline) {
                sandbox.journal().await(Duration.ofMillis(20));
            }
            sandbox.holds().release(plan);
        });
        return trial;
    }

    @Test
    void in_an_empty_workspace_it_tries_what_documentation_leaves_open_and_applies_nothing() throws IOException {
        Workspace trial = trial();

        Outcome outcome = doctor("--live", "--workspace", TRIAL);

        outcome.says("ok", "tried in " + REPOSITORY + ": archive of a commit", "without the token");
        outcome.says("ok", TRIED + "headers of the rate limit", "X-RateLimit-Limit 10000, -Remaining ");
        outcome.says("ok", TRIED + "what may not be seen", "404");
        outcome.says("ok", TRIED + "upload of a configuration", "taken at 127.0.0.1 without the token");
        outcome.says("ok", TRIED + "creation of a run", "created by the token's account");
        outcome.says("ok", TRIED + "statuses of a plan", "planned_and_finished");
        outcome.says("ok", TRIED + "times of a run", "planned-and-finished-at=");
        outcome.says("ok", TRIED + "lists of runs", "not in the list without a filter");
        outcome.says("ok", TRIED + "JSON of a plan", "307 to 127.0.0.1, which needs no token; its format is 1.");
        outcome.says("ok", TRIED + "redacted JSON of a plan", "answered with 200; its format is 1.");
        outcome.says("ok", TRIED + "discarding an ended run", "409");
        outcome.says("ok", TRIED + "cancelling an ended run", "409");
        outcome.says("ok", TRIED + "cancelling a run under way", "canceled");
        outcome.says("ok", TRIED + "digests of sensitive values", "two plans of the same value they are ");
        outcome.says("unknown", TRIED + "verification of a notification", "none of the workspace's notifications");
        assertThat(trial.runs()).hasSize(3).allMatch(Run::planOnly);
        assertThat(sandbox.journal().matching(entry -> entry.kind().equals("run-confirmed")))
                .isEmpty();
    }

    @Test
    void what_the_other_side_does_otherwise_is_a_problem_that_says_what_was_expected() throws IOException {
        trial();
        sandbox.faults().add(Fault.once("POST /api/v2/runs/{run}/actions/discard", Strike.refuse(422, "not today")));
        sandbox.faults().add(Fault.once("GET /api/v2/runs/{run}/plan/json-output", Strike.refuse(403, "no")));

        Outcome outcome = doctor("--live", "--workspace", TRIAL);

        outcome.says("problem", TRIED + "discarding an ended run", "answered with 422. Tidegate expects: 409.");
        outcome.says("problem", TRIED + "JSON of a plan", "answered with 403. Tidegate expects: 307");
        outcome.says("ok", TRIED + "cancelling an ended run", "409");
        assertThat(outcome.exit()).isEqualTo(DoctorVerb.PROBLEM);
    }

    @Test
    void what_could_change_something_or_may_not_be_done_is_not_tried() throws IOException {
        doctor("--live", "--workspace", DEV)
                .says("unknown", "tried in " + DEV + ": speculative plans", "name one that was made for trying");
        trial().autoApply(true);
        doctor("--live", "--workspace", TRIAL).says("unknown", TRIED + "speculative plans", "applies runs by itself");
        doctor("--live", "--workspace", SeededRepository.ORGANIZATION + "/none")
                .says(
                        "problem",
                        "tried in " + SeededRepository.ORGANIZATION + "/none",
                        "does not exist, or the token may not see it");
        assertThat(new CommandLine(new DoctorVerb())
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("--workspace", TRIAL))
                .isEqualTo(Tidegate.USAGE);
    }

    @Test
    void with_changes_it_applies_one_output_and_leaves_no_variable_and_no_waiting_run() throws IOException {
        Workspace trial = trial();
        empty("trial-two");

        Outcome outcome = doctor("--live", "--workspace", TRIAL, "--second-workspace", "trial-two", "--with-changes");

        outcome.says("ok", TRIED + "TF_CLI_ARGS_plan", "the file of variables was taken");
        outcome.says("ok", TRIED + "configuration of another workspace", "planned_and_finished");
        outcome.says("ok", TRIED + "upload of a configuration that can be applied", "uploaded");
        outcome.says("ok", TRIED + "review and apply of one upload", "planned_and_finished");
        outcome.says(
                "ok",
                TRIED + "discarding of a run that waits",
                "discarded; its confirmation then is answered with 409");
        outcome.says("ok", TRIED + "confirmation of a run", "applied, confirmed-by the token's account");
        outcome.says("ok", TRIED + "runs that can be applied", "none of 3 is left waiting");
        assertThat(outcome.lines())
                .noneMatch(one -> one.subject().startsWith(TRIED) && one.kind().equals("problem"));
        assertThat(trial.stateOutputs()).containsKey("tidegate_trial");
        assertThat(trial.environmentVariables()).isEmpty();
        assertThat(sandbox.journal().matching(entry -> entry.kind().equals("run-confirmed")))
                .hasSize(1);
    }

    @Test
    void a_plan_that_would_change_a_resource_is_not_confirmed_and_no_run_is_left_waiting() throws IOException {
        Workspace trial = empty("trial");
        trial.trouble().miscounts(1);

        Outcome outcome = doctor("--live", "--workspace", TRIAL, "--with-changes");

        outcome.says("unknown", TRIED + "confirmation of a run", "the plan is no empty workspace's: ");
        outcome.says("ok", TRIED + "runs that can be applied", "none of 3 is left waiting");
        assertThat(trial.runs())
                .filteredOn(run -> !run.planOnly())
                .hasSize(2)
                .allMatch(run -> run.status().equals("discarded"));
    }

    @Test
    void a_variable_that_is_set_already_is_left_as_it_is_and_one_that_stays_is_said() throws IOException {
        Workspace trial = empty("trial");
        sandbox.faults()
                .add(Fault.once("DELETE /api/v2/workspaces/{workspace}/vars/{variable}", Strike.refuse(403, "no")));

        doctor("--live", "--workspace", TRIAL, "--with-changes")
                .says("unknown", TRIED + "TF_CLI_ARGS_plan", "delete it there by hand");
        doctor("--live", "--workspace", TRIAL, "--with-changes")
                .says("unknown", TRIED + "TF_CLI_ARGS_plan", "answered with 422");
        assertThat(trial.environmentVariables()).containsOnlyKeys("TF_CLI_ARGS_plan");
    }

    @Test
    void a_token_that_may_not_apply_and_a_second_workspace_that_is_in_use_are_said() throws IOException {
        empty("trial").permissions(true, false, true);

        Outcome outcome = doctor(
                "--live",
                "--workspace",
                TRIAL,
                "--second-workspace",
                SeededRepository.workspace("dev"),
                "--with-changes");

        outcome.says("unknown", TRIED + "runs that can be applied", "the token may not apply there");
        outcome.says("unknown", TRIED + "configuration of another workspace", "name one that was made for trying");
    }

    @Test
    void changes_need_a_workspace_that_is_named() {
        for (String option : List.of("--with-changes", "--second-workspace=trial-two")) {
            assertThat(new CommandLine(new DoctorVerb())
                            .setErr(new PrintWriter(new StringWriter()))
                            .execute("--live", option))
                    .isEqualTo(Tidegate.USAGE);
        }
    }

    @Test
    void a_webhook_is_delivered_once_more_where_somebody_asks_for_it() throws IOException {
        String subject = "tried in GitHub: redelivery of a webhook";
        doctor("--live", "--redeliver").says("unknown", subject, "has delivered none");

        sandbox.github().webhookTarget(URI.create("http://127.0.0.1:9/webhooks/github"));
        sandbox.repository().pushToMain(sandbox.author(), Map.of("a", "b"));
        doctor("--live", "--redeliver").says("problem", subject, "under its number, and it did not arrive");

        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/webhooks/github", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(202, -1);
            }
        });
        door.start();
        try {
            sandbox.github()
                    .webhookTarget(
                            URI.create("http://127.0.0.1:" + door.getAddress().getPort() + "/webhooks/github"));
            doctor("--live", "--redeliver").says("ok", subject, "under its number, and it arrived");
        } finally {
            door.stop(0);
        }
        assertThat(doctor("--live").about(subject)).isEmpty();
    }
}
