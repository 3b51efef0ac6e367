package io.tidegate.change;

import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.MergeGroup.Ahead;
import io.tidegate.change.MergeGroup.Step;
import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.PullRequest;
import io.tidegate.report.CheckReport;
import io.tidegate.report.GroupCheck;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pull request in GitHub's merge queue. */
class GroupingTest {
    private static final Map<String, String> SAME = Map.of("dev", "inputs of head1");
    private static final Map<String, String> OTHER = Map.of("dev", "inputs of others too");

    /** Everything that comes before the merge is done. */
    private static Pull planned() {
        Pull pull = Pull.first();
        pull.environments = List.of(Pull.environment("dev", ApplyMode.ON_MERGE, 0));
        return pull.inspected().planned("dev", plan("pool")).shown();
    }

    private static Ahead ahead(int number, String... environments) {
        return new Ahead(number, List.of(environments).stream().map(Pull::name).toList(), null);
    }

    private static Optional<CheckReport> check(Pull pull) {
        return GroupCheck.of(pull.change, pull.shared);
    }

    private static CheckReport concluded(Pull pull) {
        assertThat(pull.wanted(Effect.RefreshGroup.class)).isNotEmpty();
        return check(pull).orElseThrow();
    }

    @Test
    void the_verdict_is_carried_over_where_the_files_are_the_planned_ones() {
        Pull pull = planned().grouped("group1", SAME);

        assertThat(pull.wanted(Effect.StartTrial.class)).isEmpty();
        CheckReport check = concluded(pull);
        assertThat(check.name()).isEqualTo("tidegate");
        assertThat(check.conclusion()).isEqualTo("success");
        assertThat(check.summary()).contains("carried over", "as they were planned");
        assertThat(check.externalId()).isEqualTo(pull.id + "/group1");
    }

    @Test
    void nothing_is_written_on_the_group_before_its_verdict_is_known() {
        Pull pull = planned().happens(new ChangeEvent.Grouped("group1", "main1", planned().now));

        assertThat(pull.wanted(Effect.ReadGroup.class)).containsExactly(new Effect.ReadGroup("group1"));
        assertThat(check(pull)).isEmpty();
        pull.readInGroup("group1", OTHER, ahead(12, "dev"));
        assertThat(check(pull)).isEmpty();
    }

    @Test
    void other_files_are_planned_as_the_queue_would_leave_them_and_a_covered_plan_is_enough() {
        Pull pull = planned().grouped("group1", OTHER, ahead(12, "dev"));

        assertThat(pull.wanted(Effect.StartTrial.class)).containsExactly(new Effect.StartTrial(name("dev"), "group1"));
        pull.tried("dev", plan("pool"));
        CheckReport check = concluded(pull);
        assertThat(check.conclusion()).isEqualTo("success");
        assertThat(check.title()).isEqualTo("the plans of the pull request hold in the queue");
    }

    @Test
    void a_plan_that_does_more_fails_and_names_the_pull_request_ahead_that_is_the_cause() {
        Pull pull = planned()
                .grouped("group1", OTHER, ahead(13, "stage"), ahead(12, "dev"))
                .tried("dev", plan("pool", "cluster"));

        CheckReport check = concluded(pull);
        assertThat(check.conclusion()).isEqualTo("failure");
        assertThat(check.title()).isEqualTo("dev: another plan in the queue, behind #12");
        assertThat(check.summary())
                .contains("behind #12 it", "`cluster`", "#12 changes files of dev", "update the branch")
                .doesNotContain("#13", "`pool`");
    }

    @Test
    void where_nobody_ahead_changed_it_the_base_has_moved_on() {
        Pull pull = planned().grouped("group1", OTHER).tried("dev", plan("cluster"));

        assertThat(concluded(pull).summary()).contains("the base branch has moved on", "no longer do: `pool`");
    }

    @Test
    void what_was_applied_before_the_merge_may_be_missing_from_the_plan_behind_others() {
        Pull pull = Pull.first();
        pull.environments = List.of(Pull.environment("dev", ApplyMode.ON_COMMAND, 0));
        pull.inspected().planned("dev", plan("pool", "node")).shown();
        pull.applies("dev")
                .compares("dev", plan("pool", "node"))
                .readsAgain("dev")
                .confirmed("dev");
        pull.runEnds("dev", "applied");

        pull.grouped("group1", OTHER, ahead(12, "dev")).tried("dev", plan("pool"));
        assertThat(concluded(pull).conclusion()).isEqualTo("success");
    }

    @Test
    void an_environment_that_only_the_group_affects_is_planned_and_must_change_nothing() {
        Pull pull = planned();
        pull.environments = List.of(pull.environments.getFirst(), Pull.environment("stage", ApplyMode.ON_MERGE, 0));
        Map<String, String> both = Map.of("dev", "inputs of head1", "stage", "new");

        pull.grouped("group1", both).tried("stage", plan());
        assertThat(concluded(pull).conclusion()).isEqualTo("success");
        pull.grouped("group2", both).tried("stage", plan("dns"));
        assertThat(concluded(pull).conclusion()).isEqualTo("failure");
    }

    @Test
    void a_pull_request_whose_own_verdict_is_not_green_does_not_become_so_in_the_queue() {
        Pull pull = Pull.first();
        pull.inspected().planned("dev", plan("pool")).shown();
        pull.grouped("group1", SAME);

        CheckReport check = concluded(pull);
        assertThat(check.conclusion()).isEqualTo("failure");
        assertThat(check.title()).contains("dev must be applied first");
    }

    @Test
    void code_of_others_that_somebody_must_read_first_is_not_planned_in_the_queue_either() {
        Pull pull = planned()
                .grouped(
                        "group1",
                        OTHER,
                        new Ahead(12, List.of(), "holds code that somebody must read before it is planned."));

        assertThat(pull.wanted(Effect.StartTrial.class)).isEmpty();
        assertThat(concluded(pull).conclusion()).isEqualTo("failure");
        assertThat(concluded(pull).summary()).contains("#12", "must read before it is planned");
    }

    @Test
    void a_group_of_a_pull_request_that_nobody_has_looked_at_waits_until_it_is() {
        Pull pull = Pull.first();
        pull.happens(new ChangeEvent.Grouped("group1", "main1", pull.now));
        assertThat(pull.effects).containsExactly(new Effect.Inspect());

        pull.environments = List.of();
        pull.inspected();
        assertThat(pull.wanted(Effect.ReadGroup.class)).hasSize(1);
        pull.readInGroup("group1", Map.of());
        assertThat(concluded(pull).conclusion()).isEqualTo("success");
        assertThat(concluded(pull).summary()).contains("changes no environment");
    }

    @Test
    void a_group_that_cannot_be_read_fails_with_the_reason_and_does_not_stall_the_queue() {
        Pull pull = planned().happens(new ChangeEvent.Grouped("group1", "main1", planned().now));
        pull.happens(new ChangeEvent.GaveUp(new Effect.ReadGroup("group1"), "GitHub is away.", false, pull.now));

        assertThat(concluded(pull).conclusion()).isEqualTo("failure");
        assertThat(concluded(pull).summary()).contains("GitHub is away", "add the pull request to the queue again");

        Pull unknown = Pull.first();
        unknown.happens(new ChangeEvent.Grouped("group1", "main1", unknown.now));
        unknown.happens(new ChangeEvent.GaveUp(new Effect.Inspect(), "It is gone.", true, unknown.now));
        assertThat(concluded(unknown).conclusion()).isEqualTo("failure");
    }

    @Test
    void a_plan_that_cannot_be_made_or_followed_fails_with_the_reason() {
        Pull refused = planned().grouped("group1", OTHER);
        refused.happens(new ChangeEvent.TrialFailed(name("dev"), "group1", "no such workspace.", refused.now));
        assertThat(concluded(refused).summary()).contains("no such workspace");

        Pull lost = planned().grouped("group1", OTHER);
        lost.happens(new ChangeEvent.GaveUp(
                new Effect.StartTrial(name("dev"), "group1"), "HCP Terraform is away.", false, lost.now));
        assertThat(concluded(lost).conclusion()).isEqualTo("failure");
    }

    @Test
    void a_newer_group_takes_the_place_of_the_older_and_one_that_is_gone_stops_its_runs() {
        Pull pull = planned().grouped("group1", OTHER);
        pull.happens(new ChangeEvent.TrialStarted(
                name("dev"),
                "group1",
                Pull.workspace("dev", List.of()),
                new RunId("run-trial"),
                "https://hcp.example/run-trial",
                pull.now));
        assertThat(pull.wanted(Effect.FollowTrial.class)).hasSize(1);
        pull.happens(new ChangeEvent.Grouped("group2", "main1", pull.now));
        assertThat(pull.wanted(Effect.StopRun.class))
                .containsExactly(new Effect.StopRun(name("dev"), new RunId("run-trial"), RunKind.SPECULATIVE));

        pull.happens(new ChangeEvent.Ungrouped("group1", "invalidated", pull.now));
        assertThat(pull.change.landing().group().head()).isEqualTo("group2");
        pull.happens(new ChangeEvent.Ungrouped("group2", "dequeued", pull.now));
        assertThat(pull.change.landing().group()).isNull();
    }

    @Test
    void a_run_that_was_started_for_a_group_that_is_gone_is_stopped() {
        Pull pull = planned().grouped("group1", OTHER);
        pull.happens(new ChangeEvent.Ungrouped("group1", "dequeued", pull.now));
        pull.happens(new ChangeEvent.TrialStarted(
                name("dev"),
                "group1",
                Pull.workspace("dev", List.of()),
                new RunId("run-trial"),
                "https://hcp.example/run-trial",
                pull.now));
        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
    }

    @Test
    void a_merge_ends_the_group_even_where_its_webhook_is_lost() {
        Pull pull = planned().grouped("group1", SAME);
        pull.life = PullRequest.Life.MERGED;
        pull.inspected();
        assertThat(pull.change.landing().group()).isNull();
    }

    @Test
    void a_push_reads_the_group_again_and_keeps_the_plans_that_were_made_for_it() {
        Pull pull = planned().grouped("group1", OTHER).tried("dev", plan("pool"));
        pull.happens(new ChangeEvent.Touched("edited", LEE, false, pull.now)).inspected();
        assertThat(pull.wanted(Effect.ReadGroup.class)).hasSize(1);

        pull.readInGroup("group1", OTHER, ahead(12, "dev"));
        assertThat(pull.wanted(Effect.StartTrial.class)).isEmpty();
        assertThat(pull.change
                        .landing()
                        .group()
                        .trial(name("dev"))
                        .orElseThrow()
                        .step())
                .isInstanceOf(Step.Covered.class);
    }
}
