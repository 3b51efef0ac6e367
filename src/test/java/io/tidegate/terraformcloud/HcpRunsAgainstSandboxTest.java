package io.tidegate.terraformcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Rules;
import io.tidegate.environment.ShowLevel;
import io.tidegate.environment.VarFiles;
import io.tidegate.flow.Outside;
import io.tidegate.flow.RecordedBudgets;
import io.tidegate.flow.Runs;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.Plan;
import io.tidegate.report.DifferenceWords;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Progress;
import io.tidegate.run.Queued;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.terraform.TerraformStandIn;
import io.tidegate.sandbox.terraform.Trouble;
import io.tidegate.sandbox.terraform.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HcpRunsAgainstSandboxTest {
    private static final String MAIN = """
            terraform {
              required_version = ">= 1.4"
            }
            resource "terraform_data" "pool" {
              input = "nodes: %s"
            }
            """;

    @TempDir
    Path folder;

    private final Journal journal = new Journal();
    private final TerraformStandIn hcp = new TerraformStandIn(0, journal, new Holds());
    private final Workspace workspace = hcp.createWorkspace("my-org", "infra-dev", "environments/dev");
    private final Environment dev =
            new Environment(new EnvironmentName("dev"), "environments/dev", "my-org", "infra-dev", Rules.USUAL);
    private final Repositories repository = Repositories.of(Map.of("environments/dev/main.tf", MAIN.formatted("2")));
    private HcpRuns runs;

    @BeforeEach
    void connect() {
        assumeTrue(hcp.executorName().startsWith("terraform "), "terraform is not installed");
        hcp.rateLimit(10_000);
        runs = adapter();
    }

    private HcpRuns adapter() {
        TerraformConfiguration configuration =
                Configurations.of(Map.of("tidegate.terraform.url", hcp.url(), "tidegate.terraform.token", hcp.token()));
        return TerraformAdapter.runs(
                configuration,
                Configurations.secrets(Map.of("tidegate.terraform.token", hcp.token())),
                name -> List.of(),
                List.of(),
                new SimpleMeterRegistry(),
                new RecordedBudgets(),
                new DigestKey("test", new byte[32]),
                folder);
    }

    @AfterEach
    void close() {
        hcp.close();
    }

    private Runs.Wanted wanted(RunKind kind, String token, boolean lookFirst) {
        return new Runs.Wanted(Repositories.INFRA, dev, seen(), kind, "c0ffee", "Pull request #12", token, lookFirst);
    }

    private WorkspaceSeen seen() {
        return runs.workspace(Repositories.INFRA, dev);
    }

    private RunSeen await(RunId run, Predicate<RunSeen> condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        RunSeen seen = runs.read(run);
        while (!condition.test(seen) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            seen = runs.read(run);
        }
        assertThat(seen).matches(condition);
        return seen;
    }

    @Test
    void of_a_workspaces_runs_only_those_of_our_own_that_wait_are_looked_at() {
        RunId ours = runs.start(wanted(RunKind.REAL, "tidegate-token-1", false), repository)
                .run();
        await(ours, RunSeen::confirmable);
        runs.start(wanted(RunKind.SPECULATIVE, "tidegate-token-2", false), repository);
        workspace.foreignRun(
                "kim", Map.of("environments/dev/main.tf", MAIN.formatted("3").getBytes(UTF_8)), "by hand");

        assertThat(runs.own().waiting(seen().id())).singleElement().satisfies(own -> {
            assertThat(own.run()).isEqualTo(ours);
            assertThat(own.message()).startsWith("Pull request #12").contains("tidegate-token-1");
        });

        runs.stop(ours);
        await(ours, seen -> seen.status().is("discarded"));
        assertThat(runs.own().waiting(seen().id())).isEmpty();
        assertThatThrownBy(() -> runs.own().waiting("ws-none")).isInstanceOf(Outside.Refused.class);
    }

    private long requests(Predicate<String> route) {
        return journal.matching(entry -> entry.kind().equals("request") && route.test(entry.fact("route")))
                .size();
    }

    @Test
    void a_speculative_plan_takes_seven_calls_at_most_beside_polling() {
        Runs.Started started = runs.start(wanted(RunKind.SPECULATIVE, "token-1", false), repository);
        RunSeen seen = await(started.run(), run -> run.status().isFinal());
        assertThat(seen.status().text()).isEqualTo("planned_and_finished");
        assertThat(seen.planFinished() && seen.byUs() && seen.hasChanges()).isTrue();
        assertThat(seen.confirmable() || seen.autoApply()).isFalse();
        Plan plan = runs.plan(started.run(), seen(), Rules.USUAL);
        assertThat(plan.counts().add()).isEqualTo(1);
        assertThat(plan.context().parts())
                .containsEntry("workspace", workspace.id())
                .containsEntry("workspace execution mode", "remote");
        assertThat(started.url()).isEqualTo(hcp.url() + "/app/my-org/workspaces/infra-dev/runs/" + started.run());
        assertThat(requests(route -> !route.equals("GET /api/v2/runs/{run}")
                        && !route.equals("GET /api/v2/configuration-versions/{version}")))
                .as("two reads of the workspace by this test among them")
                .isLessThanOrEqualTo(8);
        assertThat(journal.matching(entry -> entry.kind().equals("bearer-at-archivist")))
                .isEmpty();
    }

    @Test
    void a_real_run_waits_is_confirmed_once_and_is_applied() {
        RunId run =
                runs.start(wanted(RunKind.REAL, "token-2", false), repository).run();
        RunSeen waiting = await(run, RunSeen::confirmable);
        assertThat(waiting.permitted() && waiting.byUs()).isTrue();
        assertThat(seen().lockedBy())
                .as("our own run's lock is no lock by hand")
                .isNull();
        assertThat(runs.confirm(run)).isTrue();
        RunSeen applied = await(run, seen -> seen.status().isFinal());
        assertThat(applied.status().text()).isEqualTo("applied");
        assertThat(applied.person()).isNull();
        assertThat(runs.confirm(run)).isFalse();
        Progress progress = runs.progress(run).orElseThrow();
        assertThat(progress.of()).isPositive();
        assertThat(progress).as("its log tells of each").isEqualTo(new Progress(progress.of(), progress.of()));
        runs.stop(run);
        assertThat(hcp.run(run.text()).status()).isEqualTo("applied");
    }

    @Test
    void a_waiting_run_is_discarded_by_stopping_it() {
        RunId run =
                runs.start(wanted(RunKind.REAL, "token-3", false), repository).run();
        await(run, RunSeen::confirmable);
        runs.stop(run);
        await(run, seen -> seen.status().is("discarded"));
        runs.stop(run);
        assertThat(requests(route -> route.endsWith("/actions/discard"))).isEqualTo(1);
    }

    @Test
    void a_planning_run_is_cancelled_by_stopping_it() {
        hcp.delay(Duration.ofSeconds(1));
        RunId run = runs.start(wanted(RunKind.SPECULATIVE, "token-4", false), repository)
                .run();
        await(run, seen -> seen.status().is("planning"));
        runs.stop(run);
        await(run, seen -> seen.status().is("canceled"));
    }

    @Test
    void a_run_of_an_earlier_try_is_adopted_by_another_process_and_no_second_one_is_created() {
        RunId first =
                runs.start(wanted(RunKind.REAL, "token-5", false), repository).run();
        runs = adapter();
        assertThat(runs.start(wanted(RunKind.REAL, "token-5", true), repository).run())
                .isEqualTo(first);
        assertThat(workspace.runs()).hasSize(1);
        assertThat(runs.start(wanted(RunKind.REAL, "token-6", true), repository).run())
                .isNotEqualTo(first);
    }

    @Test
    void a_run_of_an_earlier_try_is_found_by_its_token_alone() {
        RunId first =
                runs.start(wanted(RunKind.REAL, "token-9", false), repository).run();
        runs = adapter();
        assertThat(runs.earlier(Repositories.INFRA, seen(), RunKind.REAL, "token-9"))
                .contains(first);
        assertThat(runs.earlier(Repositories.INFRA, seen(), RunKind.REAL, "token-10"))
                .isEmpty();
        assertThat(runs.earlier(Repositories.INFRA, seen(), RunKind.SPECULATIVE, "token-9"))
                .isEmpty();
    }

    @Test
    void a_run_with_our_words_that_somebody_else_created_is_not_adopted() {
        RunId first =
                runs.start(wanted(RunKind.REAL, "token-7", false), repository).run();
        String message = hcp.run(first.text()).message();
        await(first, RunSeen::confirmable);
        runs.stop(first);
        await(first, seen -> seen.status().isFinal());
        String foreign = workspace
                .foreignRun(
                        "mallory",
                        Map.of("environments/dev/main.tf", MAIN.formatted("9").getBytes()),
                        message)
                .id();
        RunId found =
                runs.start(wanted(RunKind.REAL, "token-7", true), repository).run();
        assertThat(found.text()).isEqualTo(first.text()).isNotEqualTo(foreign);
    }

    @Test
    void somebody_else_s_confirmation_is_seen_with_the_name() {
        RunId run =
                runs.start(wanted(RunKind.REAL, "token-8", false), repository).run();
        await(run, RunSeen::confirmable);
        hcp.confirmByHand(run.text(), "olivia");
        RunSeen seen = await(run, next -> next.status().isFinal());
        assertThat(seen.person()).isEqualTo("olivia");
        assertThat(seen.byUs()).isTrue();
    }

    @Test
    void a_failing_plan_says_its_errors_in_one_line() {
        Repositories broken = Repositories.of(
                Map.of("environments/dev/main.tf", "resource \"terraform_data\" \"a\" {\n input = var.missing\n}\n"));
        RunId run = runs.start(wanted(RunKind.SPECULATIVE, "token-9", false), broken)
                .run();
        RunSeen seen = await(run, next -> next.status().isFinal());
        assertThat(seen.planFinished()).isFalse();
        assertThat(seen.message()).startsWith("The plan failed. Error: Reference to undeclared input variable");
    }

    @Test
    void workspaces_that_cannot_be_used_are_refused_and_risky_ones_are_planned_only() {
        workspace.vcsRepo(true);
        workspace.autoApply(true);
        workspace.autoApplyRunTrigger(true);
        workspace.permissions(true, false, true);
        assertThat(seen().appliable()).hasSize(4);
        assertThatThrownBy(() -> runs.start(wanted(RunKind.REAL, "token-10", false), repository))
                .isInstanceOf(Outside.Refused.class)
                .hasMessageContaining("Nothing is applied");
        workspace.executionMode("local");
        assertThatThrownBy(this::seen).hasMessageContaining("execution mode local");
        workspace.executionMode("remote");
        workspace.permissions(false, false, false);
        assertThatThrownBy(this::seen).hasMessageContaining("queue plans");
        workspace.readable(false);
        assertThatThrownBy(this::seen).hasMessageContaining("the token may not see it");
        hcp.createWorkspace("my-org", "infra-root", "");
        Environment root =
                new Environment(new EnvironmentName("root"), "environments/dev", "my-org", "infra-root", Rules.USUAL);
        assertThatThrownBy(() -> runs.workspace(Repositories.INFRA, root))
                .isInstanceOfSatisfying(
                        Outside.Refused.class,
                        refused -> assertThat(refused.remedy()).contains("working directory to environments/dev"));
    }

    @Test
    void a_tag_with_the_repositorys_id_gives_consent_and_nothing_is_told_without() {
        Workspace foreign = hcp.createWorkspace("my-org", "shared-dns", "environments/dev");
        Environment shared =
                new Environment(new EnvironmentName("dev"), "environments/dev", "my-org", "shared-dns", Rules.USUAL);
        foreign.executionMode("local");
        Environment missing =
                new Environment(new EnvironmentName("dev"), "environments/dev", "my-org", "shared-none", Rules.USUAL);
        for (Environment refused : List.of(shared, missing)) {
            assertThatThrownBy(() -> runs.workspace(Repositories.INFRA, refused))
                    .isInstanceOfSatisfying(
                            Outside.Refused.class,
                            no -> assertThat(no.remedy()).contains("tag the workspace tidegate-repository-7"))
                    .hasMessage("The repository acme/infra may not use the workspace " + refused.workspace() + ".");
        }
        foreign.executionMode("remote");
        foreign.tag("tidegate-repository-70");
        foreign.tag("tidegate-repository", "71");
        assertThatThrownBy(() -> runs.workspace(Repositories.INFRA, shared)).hasMessageContaining("may not use");
        foreign.tag("tidegate-repository", "7");
        assertThat(runs.workspace(Repositories.INFRA, shared).id()).isEqualTo(foreign.id());
        long before = requests(route -> route.contains("tag-bindings"));
        foreign.tag("tidegate-repository-7");
        assertThat(runs.workspace(Repositories.INFRA, shared).id()).isEqualTo(foreign.id());
        seen();
        assertThat(requests(route -> route.contains("tag-bindings")))
                .as("not asked where the flat tag or the name says it")
                .isEqualTo(before);
    }

    @Test
    void a_lock_by_hand_is_told_by_the_name_of_its_holder() {
        workspace.lockByHand("olivia", "maintenance");
        assertThat(seen().lockedBy()).isEqualTo("olivia");
    }

    @Test
    void without_the_right_to_a_plan_s_json_the_redacted_one_is_read_and_without_that_the_permission_is_named() {
        RunId run = runs.start(wanted(RunKind.SPECULATIVE, "token-11", false), repository)
                .run();
        await(run, seen -> seen.status().isFinal());
        workspace.permissions(true, true, false);
        WorkspaceSeen seen = seen();
        Plan redacted = runs.plan(run, seen, Rules.USUAL);
        assertThat(redacted.redacted()).isTrue();
        assertThat(redacted.changesNothing()).isFalse();
        workspace.trouble().planJson(Trouble.PlanJson.MISSING);
        assertThatThrownBy(() -> runs.plan(run, seen, Rules.USUAL)).isInstanceOf(Outside.Refused.class);
    }

    @Test
    void what_is_counted_in_a_plan_is_read_with_its_run() {
        RunId run = runs.start(wanted(RunKind.SPECULATIVE, "token-12", false), repository)
                .run();
        await(run, seen -> seen.status().isFinal());
        Plan plan = runs.plan(run, seen(), Rules.USUAL);
        assertThat(plan.counts().add()).isPositive();
        assertThat(plan.against(runs.read(run).counted()).doubts()).isEmpty();
        workspace.trouble().miscounts(1);
        assertThat(plan.against(runs.read(run).counted()).doubts())
                .containsExactly("HCP Terraform counts 1 to destroy, its plan as data has 0");
    }

    @Test
    void variable_files_of_two_environments_on_one_directory_give_each_its_own_values() {
        Repositories flat = Repositories.of(Map.of(
                "main.tf",
                "variable \"size\" {}\nresource \"terraform_data\" \"pool\" {\n  input = var.size\n}\n",
                "terraform.tfvars",
                "size = \"too many\"\n",
                "environments/eu.tfvars",
                "size = \"two\"\n",
                "environments/us.tfvars",
                "size = \"nine\"\n"));
        for (Map.Entry<String, String> expected :
                Map.of("eu", "two", "us", "nine").entrySet()) {
            String name = expected.getKey();
            hcp.createWorkspace("my-org", "infra-" + name, "");
            Environment environment = new Environment(
                    new EnvironmentName(name),
                    "",
                    "my-org",
                    "infra-" + name,
                    List.of(),
                    List.of(),
                    new VarFiles(List.of("environments/" + name + ".tfvars"), true),
                    List.of(),
                    Rules.USUAL);
            WorkspaceSeen seen = runs.workspace(Repositories.INFRA, environment);
            RunId run = runs.start(
                            new Runs.Wanted(
                                    Repositories.INFRA,
                                    environment,
                                    seen,
                                    RunKind.SPECULATIVE,
                                    "c0ffee",
                                    "Pull request #12",
                                    "token-" + name,
                                    false),
                            flat)
                    .run();
            await(run, next -> next.status().isFinal());
            assertThat(runs.plan(run, seen, Rules.USUAL).changes().toString())
                    .contains(expected.getValue())
                    .doesNotContain("too many");
        }
    }

    @Test
    void a_run_in_the_queue_is_told_its_position() {
        hcp.queueDelay(Duration.ofMinutes(5));
        RunId first = runs.start(wanted(RunKind.SPECULATIVE, "token-1", false), repository)
                .run();
        RunId second = runs.start(wanted(RunKind.SPECULATIVE, "token-2", false), repository)
                .run();
        assertThat(await(first, run -> run.queued() != null).queued()).isEqualTo(new Queued(1, null));
        assertThat(await(second, run -> run.queued() != null).queued()).isEqualTo(new Queued(2, null));
    }

    @Test
    void the_run_that_has_the_workspace_and_the_one_that_changed_its_state_are_told_with_who_started_them() {
        Instant before = Instant.now().minusSeconds(60);
        assertThat(runs.changedSince(Repositories.INFRA, seen(), before)).isEmpty();
        RunId foreign = new RunId(workspace
                .foreignRun(
                        "max",
                        Map.of("environments/dev/main.tf", MAIN.formatted("3").getBytes(UTF_8)),
                        "By hand")
                .id());
        await(foreign, RunSeen::confirmable);
        RunId ours =
                runs.start(wanted(RunKind.REAL, "token-1", false), repository).run();
        OtherRun ahead = runs.ahead(seen(), ours).orElseThrow();
        assertThat(ahead.id()).isEqualTo(foreign);
        assertThat(ahead.status()).isEqualTo("planned");
        assertThat(ahead.person()).isEqualTo("max");
        assertThat(ahead.byUs()).isFalse();
        assertThat(ahead.url()).endsWith("/app/my-org/workspaces/infra-dev/runs/" + foreign);

        hcp.confirmByHand(foreign.text(), "olivia");
        await(ours, RunSeen::confirmable);
        assertThat(runs.ahead(seen(), ours)).as("it is its own turn").isEmpty();
        StateChange change =
                runs.changedSince(Repositories.INFRA, seen(), before).orElseThrow();
        assertThat(change.run()).isEqualTo(foreign);
        assertThat(change.person()).isEqualTo("max");
        assertThat(change.byUs()).isFalse();
        assertThat(runs.changedSince(Repositories.INFRA, seen(), change.at())).isEmpty();

        runs.confirm(ours);
        await(ours, run -> run.status().is("applied"));
        assertThat(runs.changedSince(Repositories.INFRA, seen(), change.at()).orElseThrow())
                .satisfies(own -> assertThat(own.byUs()).isTrue())
                .satisfies(own -> assertThat(own.run()).isEqualTo(ours));
    }

    @Test
    void settings_that_changed_since_the_reviewed_plan_are_named_and_not_covered() {
        Runs.Started reviewed = runs.start(wanted(RunKind.SPECULATIVE, "token-1", false), repository);
        await(reviewed.run(), run -> run.status().isFinal());
        Plan plan = runs.plan(reviewed.run(), seen(), Rules.USUAL);
        workspace.executionMode("agent");
        Runs.Started real = runs.start(wanted(RunKind.REAL, "token-2", false), repository);
        await(real.run(), RunSeen::confirmable);
        Plan now = runs.plan(real.run(), seen(), Rules.USUAL);
        assertThat(Coverage.of(now, List.of(plan), true))
                .isInstanceOfSatisfying(
                        CoverageVerdict.Uncovered.class,
                        uncovered -> assertThat(
                                        DifferenceWords.of(uncovered.difference(), "the review", ShowLevel.VALUES))
                                .contains("execution mode", "agent"));
        workspace.vcsRepo(true);
        workspace.autoApply(true);
        assertThat(seen().appliable()).hasSize(2);
        workspace.executionMode("local");
        assertThatThrownBy(this::seen).isInstanceOf(Outside.Refused.class).hasMessageContaining("execution mode local");
    }
}
