package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.ChangeEvent.MergeAsked.Outcome;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.MergeWhen;
import io.tidegate.environment.Problem;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.environment.RepositoryRules.Merge;
import io.tidegate.gate.PullRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code merge: automatic}. */
class LandingsTest {
    private static Pull pull() {
        Pull pull = Pull.first();
        pull.repositoryRules = new RepositoryRules(List.of(), null, Merge.AUTOMATIC, 25);
        return pull;
    }

    private static Pull applied() {
        Pull pull = pull().inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
        pull.applies("dev").compares("dev", plan("pool")).readsAgain("dev").confirmed("dev");
        return pull.runEnds("dev", "applied");
    }

    private static Pull planned(Pull pull) {
        pull.repositoryRules = new RepositoryRules(List.of(), MergeWhen.PLANNED, Merge.AUTOMATIC, 25);
        return pull.inspected().planned("dev", plan("pool"));
    }

    @Test
    void github_is_asked_to_merge_this_head_once_when_everything_before_the_merge_is_applied() {
        Pull pull = pull().inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
        assertThat(pull.wanted(Effect.Merge.class)).isEmpty();
        pull.applies("dev").compares("dev", plan("pool")).readsAgain("dev").confirmed("dev");
        assertThat(pull.wanted(Effect.Merge.class)).isEmpty();

        pull.runEnds("dev", "applied");
        assertThat(pull.wanted(Effect.Merge.class)).containsExactly(new Effect.Merge("head1"));
        pull.shown().inspected();
        assertThat(pull.wanted(Effect.Merge.class)).isEmpty();
    }

    @Test
    void without_the_setting_nobody_is_asked() {
        Pull pull = Pull.first();
        pull.repositoryRules = new RepositoryRules(List.of(), MergeWhen.PLANNED, Merge.MANUAL, 25);
        pull.inspected().planned("dev", plan("pool"));
        assertThat(pull.wanted(Effect.Merge.class)).isEmpty();
    }

    @Test
    void where_plans_are_enough_they_are_enough() {
        assertThat(planned(pull()).wanted(Effect.Merge.class)).hasSize(1);
    }

    @Test
    void what_the_merge_applies_needs_no_apply_before_it() {
        Pull pull = pull();
        pull.environments = List.of(
                Pull.environment("dev", ApplyMode.ON_MERGE, 1),
                Pull.environment("stage", ApplyMode.ON_COMMAND, 1, "dev"));
        pull.inspected().planned("dev", plan("pool"));
        assertThat(pull.wanted(Effect.Merge.class)).isEmpty();
        pull.planned("stage", plan("pool"));
        assertThat(pull.wanted(Effect.Merge.class)).hasSize(1);
    }

    @Test
    void drafts_forks_broken_configurations_and_pull_requests_that_affect_nothing_are_left_to_people() {
        Pull draft = pull();
        draft.draft = true;
        assertThat(planned(draft).wanted(Effect.Merge.class)).isEmpty();
        draft.draft = false;
        draft.inspected();
        assertThat(draft.wanted(Effect.Merge.class)).hasSize(1);

        Pull fork = pull();
        fork.repositoryRules = new RepositoryRules(List.of(), MergeWhen.PLANNED, Merge.AUTOMATIC, 25);
        fork.fork = true;
        fork.inspected();
        assertThat(fork.wanted(Effect.Merge.class)).isEmpty();

        Pull broken = pull();
        broken.problems = List.of(new Problem("tidegate.yml", 1, 1, "wrong"));
        assertThat(planned(broken).wanted(Effect.Merge.class)).isEmpty();

        Pull nothing = pull();
        nothing.environments = List.of();
        nothing.inspected();
        assertThat(nothing.wanted(Effect.Merge.class)).isEmpty();
    }

    @Test
    void a_push_calls_off_what_github_waits_with_and_the_new_head_is_asked_for_by_itself() {
        Pull pull = planned(pull());
        pull.happens(new ChangeEvent.MergeAsked("head1", Outcome.WAITS, pull.now));
        pull.head = "head2";
        pull.inspected();
        assertThat(pull.wanted(Effect.CallOff.class)).hasSize(1);

        pull.planned("dev", plan("cluster"));
        assertThat(pull.wanted(Effect.Merge.class)).containsExactly(new Effect.Merge("head2"));
        assertThat(pull.wanted(Effect.CallOff.class)).isEmpty();
    }

    @Test
    void an_answer_about_a_head_that_is_left_is_called_off() {
        Pull pull = planned(pull());
        pull.head = "head2";
        pull.inspected().planned("dev", plan("pool"));
        pull.happens(new ChangeEvent.MergeAsked("head1", Outcome.WAITS, pull.now));
        assertThat(pull.wanted(Effect.CallOff.class)).hasSize(1);
    }

    @Test
    void a_refusal_is_told_once_with_its_reason_and_not_asked_again_for_this_head() {
        Pull pull = applied();
        pull.happens(new ChangeEvent.GaveUp(
                new Effect.Merge("head1"), "GitHub refused: Auto merge is not allowed. Allow it.", true, pull.now));
        assertThat(pull.answered(Answer.Unable.class).reason()).contains("Auto merge is not allowed");
        pull.inspected();
        assertThat(pull.wanted(Effect.Merge.class)).isEmpty();
    }

    @Test
    void after_the_merge_nothing_is_asked_or_called_off() {
        Pull pull = planned(pull());
        pull.happens(new ChangeEvent.MergeAsked("head1", Outcome.WAITS, pull.now));
        pull.life = PullRequest.Life.MERGED;
        pull.inspected();
        assertThat(pull.wanted(Effect.Merge.class)).isEmpty();
        assertThat(pull.wanted(Effect.CallOff.class)).isEmpty();
    }
}
