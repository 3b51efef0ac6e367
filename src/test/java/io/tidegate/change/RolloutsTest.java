package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.named;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.gate.Branch;
import io.tidegate.gate.Merged;
import io.tidegate.gate.PullRequest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Several merged pull requests of one environment, and the branch that holds them all. */
final class RolloutsTest {
    private final SortedMap<String, EnvironmentState> shared = new TreeMap<>();

    private Pull merged(int number, String change, boolean approved, Environment... environments) {
        Pull pull = new Pull(number, shared);
        pull.head = "head of " + number;
        if (environments.length > 0) {
            pull.environments = List.of(environments);
        }
        pull.inspected();
        pull.environments.forEach(one -> pull.planned(one.name().text(), plan(change)));
        pull.shown();
        if (approved) {
            pull.approvedBy(ANN);
        }
        pull.life = PullRequest.Life.MERGED;
        return pull.inspected();
    }

    /** What waits for the same apply, as the evidence tells it. */
    private static void sees(Pull pull, Pull... others) {
        List<Merged> merged = List.of(others).stream()
                .map(other -> Rollouts.merged(other.change, other.work("dev")))
                .toList();
        pull.branches.put("dev", new Branch(merged, null, false));
    }

    private EnvironmentState dev() {
        return shared.get("ws-dev");
    }

    @Test
    void one_apply_takes_every_merged_pull_request_whose_plan_was_approved() {
        Pull first = merged(1, "pool", true);
        Pull second = merged(2, "database", true);
        assertThat(dev().rollout()).extracting(m -> m.change().number()).containsExactly(1, 2);

        sees(second, first);
        second.applies("dev")
                .compares("dev", plan("pool", "database"))
                .readsAgain("dev")
                .confirmed("dev");
        assertThat(second.attempt("dev").step()).isInstanceOf(Attempt.Step.Applying.class);
        second.runEnds("dev", "applied").tells(first);

        assertThat(first.work("dev").applied()).isTrue();
        assertThat(first.answered(Answer.AppliedTogether.class).with()).isEqualTo(2);
        assertThat(dev().rollout()).isEmpty();
        assertThat(dev().holder()).isNull();
        assertThat(dev().last().landed()).isEqualTo("tip of main");
    }

    @Test
    void a_change_of_another_merged_pull_request_that_nobody_approved_stops_the_apply() {
        Pull first = merged(1, "pool", false);
        Pull second = merged(2, "database", true);
        sees(second, first);
        second.applies("dev").compares("dev", plan("pool", "database"));
        assertThat(second.wanted(Effect.StopRun.class)).hasSize(1);
        assertThat(second.answered(Answer.PlanChanged.class).difference().added())
                .hasSize(1);
    }

    @Test
    void an_approval_that_is_taken_back_before_the_confirmation_stops_it() {
        Pull first = merged(1, "pool", true);
        Pull second = merged(2, "database", true);
        sees(second, first);
        second.applies("dev").compares("dev", plan("pool", "database"));
        first.reviews.clear();
        first.happens(new ChangeEvent.EvidenceRead(
                new ChangeEvent.Purpose.ForReviews(), first.evidence(first.now, null), first.now));
        sees(second, first);
        second.readsAgain("dev");
        assertThat(second.wanted(Effect.ConfirmRun.class)).isEmpty();
        assertThat(second.attempt("dev").step()).isInstanceOf(Attempt.Step.Stopped.class);
    }

    @Test
    void the_lock_of_one_merged_pull_request_is_no_obstacle_to_another() {
        Pull first = merged(1, "pool", true);
        first.says(LEE, new Command.Lock(List.of(named("dev")), null, "watching"));
        Pull second = merged(2, "database", true);
        sees(second, first);
        second.applies("dev");
        assertThat(second.wanted(Effect.StartApply.class)).hasSize(1);
        assertThat(dev().applying().together()).containsExactlyInAnyOrder(first.id, second.id);
        second.compares("dev", plan("pool", "database"))
                .readsAgain("dev")
                .confirmed("dev")
                .runEnds("dev", "applied")
                .tells(first);
        assertThat(dev().holder()).isNull();
    }

    @Test
    void one_that_was_merged_while_the_apply_went_on_still_waits() {
        Pull first = merged(1, "pool", true);
        first.applies("dev").compares("dev", plan("pool")).readsAgain("dev").confirmed("dev");
        Pull second = merged(2, "database", true);
        first.runEnds("dev", "applied").tells(second);
        assertThat(dev().rollout()).extracting(m -> m.change().number()).containsExactly(2);
        assertThat(second.work("dev").applied()).isFalse();
    }

    @Test
    void a_newer_commit_that_changes_its_files_makes_the_waiting_run_old() {
        Pull first = merged(1, "pool", true);
        first.applies("dev").compares("dev", plan("pool"));
        first.branches.put("dev", new Branch(List.of(), null, true));
        first.readsAgain("dev");
        assertThat(first.answered(Answer.Withdrawn.class).report().closed())
                .extracting(judged -> judged.gate())
                .containsExactly("behind");
    }

    @Test
    void a_branch_that_lost_what_was_applied_is_not_applied() {
        Pull first = merged(1, "pool", true);
        first.branches.put("dev", new Branch(List.of(), "`tip` does not hold `4c1f9e2`", false));
        first.applies("dev");
        assertThat(first.answered(Answer.Refused.class).reports().getFirst().closed())
                .extracting(judged -> judged.gate())
                .containsExactly("behind");
    }

    @Test
    void an_on_merge_environment_that_another_holds_goes_on_by_itself_when_its_turn_comes() {
        Pull holder = new Pull(1, shared);
        holder.environments = List.of(Pull.environment("dev", ApplyMode.ON_MERGE, 1));
        holder.inspected().planned("dev", plan("pool")).shown();
        holder.says(LEE, new Command.Lock(List.of(named("dev")), null, "watching"));

        Pull second = merged(2, "database", true, Pull.environment("dev", ApplyMode.ON_MERGE, 1));
        second.read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(second.answered(Answer.Queued.class).by()).isNull();

        holder.says(LEE, new Command.Unlock(List.of())).tells(second);
        assertThat(second.wanted(Effect.ReadEvidence.class))
                .contains(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge()));
        second.read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(second.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void what_the_default_branch_already_did_leaves_the_rollout() {
        Pull first = merged(1, "pool", true);
        first.says(LEE, new Command.Plan(List.of())).planned("dev", plan());
        assertThat(dev().rollout()).isEmpty();
        assertThat(first.work("dev").passed()).isTrue();
    }

    @Test
    void what_comes_after_an_applied_environment_is_planned_again_and_keeps_a_covered_approval() {
        Pull pull = Pull.first();
        pull.environments = List.of(
                Pull.environment("dev", ApplyMode.ON_COMMAND, 1),
                Pull.environment("stage", ApplyMode.ON_COMMAND, 1, "dev"));
        pull.inspected()
                .planned("dev", plan("pool"))
                .planned("stage", plan("pool", "firewall"))
                .shown()
                .approvedBy(ANN);
        pull.applies("dev").compares("dev", plan("pool")).readsAgain("dev").confirmed("dev");
        pull.runEnds("dev", "applied");
        assertThat(pull.wanted(Effect.StartPlan.class))
                .extracting(Effect.StartPlan::environment)
                .containsExactly(name("stage"));

        pull.planned("stage", plan("pool", "firewall")).shown().applies("stage");
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void a_failed_stage_stops_the_train() {
        Pull pull = merged(
                1,
                "pool",
                true,
                Pull.environment("dev", ApplyMode.ON_MERGE, 1),
                Pull.environment("stage", ApplyMode.ON_MERGE, 1, "dev"));
        pull.read(new ChangeEvent.Purpose.ForMerge(), null);
        pull.compares("dev", plan("pool")).readsAgain("dev").confirmed("dev").runEnds("dev", "errored");
        pull.read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(Situations.waitsFor(pull.change, pull.work("stage"))).containsExactly(name("dev"));
    }
}
