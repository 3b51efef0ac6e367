package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.named;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pull requests that meet at the same environments. */
final class QueueingTest {
    private final SortedMap<String, EnvironmentState> shared = new TreeMap<>();
    private final Pull first = ready(1);
    private final Pull second = ready(2);
    private final Pull third = ready(3);

    private Pull ready(int number) {
        Pull pull = new Pull(number, shared);
        pull.environments = Stream.of("dev", "stage", "prod")
                .map(name -> Pull.environment(name, ApplyMode.ON_COMMAND, 1))
                .toList();
        pull.inspected();
        for (String name : List.of("dev", "stage", "prod")) {
            pull.planned(name, plan("pool of " + name));
        }
        return pull.shown().approvedBy(ANN);
    }

    private void applied(Pull pull, String environment) {
        pull.applies(environment);
        pull.compares(environment, plan("pool of " + environment))
                .readsAgain(environment)
                .confirmed(environment)
                .runEnds(environment, "applied");
    }

    private static Command applyAll(String... names) {
        return new Command.Apply(Stream.of(names).map(Pull::named).toList());
    }

    private EnvironmentState state(String environment) {
        return shared.get("ws-" + environment);
    }

    private void close(Pull pull) {
        pull.life = PullRequest.Life.CLOSED;
        pull.inspected();
    }

    @Test
    void who_comes_later_waits_in_line_and_is_told_and_planned_again_when_its_turn_comes() {
        first.says(LEE, new Command.Lock(List.of(named("prod")), null, "moving nodes"));
        second.applies("prod");
        third.applies("prod");
        assertThat(second.answered(Answer.Queued.class).environments()).containsExactly(Pull.name("prod"));
        assertThat(state("prod").place(second.id)).contains(0);
        assertThat(state("prod").place(third.id)).contains(1);

        first.says(LEE, new Command.Unlock(List.of())).tells(second, third);
        assertThat(state("prod").holder().change()).isEqualTo(second.id);
        assertThat(state("prod").holder().hold()).isEqualTo(EnvironmentState.Hold.TURN);
        assertThat(second.answered(Answer.Turn.class).by()).isEqualTo("lee");
        assertThat(second.wanted(Effect.StartPlan.class)).hasSize(1);
        assertThat(second.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(state("prod").place(third.id)).contains(0);
    }

    @Test
    void a_command_for_several_environments_gets_all_of_their_locks_or_none() {
        first.says(LEE, new Command.Lock(List.of(named("stage")), null, "busy"));
        second.says(LEE, applyAll("dev", "stage"));
        assertThat(second.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(state("dev").holder()).isNull();
        assertThat(state("dev").place(second.id)).contains(0);

        first.says(LEE, new Command.Unlock(List.of())).tells(second, third);
        assertThat(state("dev").holder().change()).isEqualTo(second.id);
        assertThat(state("stage").holder().change()).isEqualTo(second.id);
        assertThat(second.answered(Answer.Turn.class).environments())
                .containsExactly(Pull.name("dev"), Pull.name("stage"));
    }

    @Test
    void whoever_waits_for_several_is_not_overtaken_on_the_one_that_is_free() {
        first.says(LEE, new Command.Lock(List.of(named("stage")), null, "busy"));
        second.says(LEE, applyAll("dev", "stage"));

        third.applies("dev");
        assertThat(third.answered(Answer.Queued.class).environments()).containsExactly(Pull.name("dev"));
        assertThat(state("dev").place(third.id)).contains(1);
    }

    @Test
    void what_it_holds_already_it_does_not_wait_for() {
        first.says(LEE, new Command.Lock(List.of(named("dev")), null, "mine"));
        second.says(LEE, new Command.Lock(List.of(named("stage")), null, "busy"));
        first.says(LEE, applyAll("dev", "stage"));
        assertThat(first.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(state("dev").queue()).isEmpty();

        second.says(LEE, new Command.Unlock(List.of())).tells(first, third);
        assertThat(state("stage").holder().change()).isEqualTo(first.id);
        first.planned("stage", plan("pool of stage")).shown().says(LEE, applyAll("dev", "stage"));
        assertThat(first.wanted(Effect.StartApply.class)).hasSize(2);
    }

    @Test
    void without_a_name_what_is_free_is_applied_and_nothing_is_queued() {
        first.says(LEE, new Command.Lock(List.of(named("stage")), null, "busy"));
        second.says(LEE, new Command.Apply(List.of()));
        assertThat(second.wanted(Effect.StartApply.class)).hasSize(2);
        assertThat(state("stage").queue()).isEmpty();
    }

    @Test
    void a_turn_that_is_not_used_passes_on_only_when_somebody_waits() {
        first.says(LEE, new Command.Lock(List.of(named("prod")), null, "busy"));
        second.applies("prod");
        first.says(LEE, new Command.Unlock(List.of())).tells(second, third);
        Effect.Wait turn = second.wanted(Effect.Wait.class).getFirst();
        assertThat(turn.until()).isEqualTo(first.now.plus(Queueing.TURN));

        second.after(Duration.ofHours(3)).happens(new ChangeEvent.Waited(turn.alarm(), second.now));
        assertThat(state("prod").holder().change()).isEqualTo(second.id);

        third.now = second.now;
        third.applies("prod").tells(first, second);
        assertThat(second.answered(Answer.LockLost.class).why()).contains("its turn was not used");
        assertThat(state("prod").holder().change()).isEqualTo(third.id);
    }

    @Test
    void a_turn_that_is_used_ends_only_with_the_pull_request() {
        first.says(LEE, new Command.Lock(List.of(named("prod")), null, "busy"));
        second.applies("prod");
        first.says(LEE, new Command.Unlock(List.of())).tells(second, third);
        Effect.Wait turn = second.wanted(Effect.Wait.class).getFirst();
        second.planned("prod", plan("pool of prod")).shown();
        applied(second, "prod");
        third.applies("prod");

        second.after(Duration.ofHours(3)).happens(new ChangeEvent.Waited(turn.alarm(), second.now));
        assertThat(state("prod").holder().change()).isEqualTo(second.id);
    }

    @Test
    void a_turn_passes_on_at_once_where_the_new_plan_changes_nothing() {
        first.says(LEE, new Command.Lock(List.of(named("prod")), null, "busy"));
        second.applies("prod");
        third.applies("prod");
        first.says(LEE, new Command.Unlock(List.of())).tells(second, third);

        second.planned("prod", plan()).tells(first, third);
        assertThat(state("prod").holder().change()).isEqualTo(third.id);
    }

    @Test
    void a_lock_for_a_time_ends_with_it_and_its_holder_is_told() {
        first.says(LEE, new Command.Lock(List.of(named("prod")), Duration.ofHours(4), "moving nodes"));
        Effect.Wait end = first.wanted(Effect.Wait.class).getFirst();
        assertThat(end.until()).isEqualTo(state("prod").holder().until());

        first.happens(new ChangeEvent.Waited(end.alarm(), first.now));
        assertThat(state("prod").holder()).isNotNull();

        first.after(Duration.ofHours(5)).happens(new ChangeEvent.Waited(end.alarm(), first.now));
        first.tells(second);
        assertThat(state("prod").holder()).isNull();
        assertThat(first.answered(Answer.LockLost.class).why()).contains("the time for which lee locked it is over");
    }

    @Test
    void an_apply_under_a_lock_for_a_time_keeps_it_until_it_is_merged() {
        first.says(LEE, new Command.Lock(List.of(named("prod")), Duration.ofHours(4), "moving nodes"));
        Effect.Wait end = first.wanted(Effect.Wait.class).getFirst();
        applied(first, "prod");

        first.after(Duration.ofHours(5)).happens(new ChangeEvent.Waited(end.alarm(), first.now));
        assertThat(state("prod").holder().change()).isEqualTo(first.id);
        assertThat(state("prod").holder().until()).isNull();
    }

    @Test
    void whoever_loses_a_lock_to_somebody_else_is_told_by_whom_and_why() {
        applied(first, "prod");
        second.commander = Permission.MAINTAIN;
        second.says(LEE, new Command.Unlock(List.of(named("prod")), new Command.Unlock.From(1, "it burns")));
        second.tells(first, third);
        assertThat(first.answered(Answer.LockLost.class).why())
                .isEqualTo("lee took the lock of prod from #1: it burns");
    }

    @Test
    void a_place_in_the_queue_is_given_up_by_cancelling_or_closing() {
        first.says(LEE, new Command.Lock(List.of(named("prod")), null, "busy"));
        second.applies("prod");
        third.applies("prod");
        second.says(LEE, new Command.Cancel(List.of(named("prod"))));
        assertThat(state("prod").place(second.id)).isEmpty();
        close(third);
        assertThat(state("prod").queue()).isEmpty();
    }

    @Test
    void everybody_who_shows_an_environment_sees_its_lock_move() {
        applied(first, "prod");
        first.tells(second, third);
        assertThat(third.wanted(Effect.RefreshCheck.class)).contains(new Effect.RefreshCheck(Pull.name("prod")));

        close(third);
        third.effects = List.of();
        first.says(LEE, new Command.Unlock(List.of())).tells(second, third);
        assertThat(third.effects).isEmpty();
    }

    @Test
    void a_closed_pull_request_keeps_the_lock_of_what_it_applied_and_says_how_to_go_on() {
        applied(first, "stage");
        first.says(LEE, new Command.Lock(List.of(named("prod")), null, "next"));
        close(first);
        assertThat(state("stage").holder().change()).isEqualTo(first.id);
        assertThat(state("prod").holder()).isNull();
        assertThat(first.answered(Answer.StillApplied.class).environments()).containsExactly(Pull.name("stage"));
    }

    @Test
    void a_pull_request_that_is_merged_and_applied_leaves_no_lock_behind() {
        applied(first, "dev");
        applied(first, "stage");
        applied(first, "prod");
        second.applies("prod");
        first.life = PullRequest.Life.MERGED;
        first.inspected().tells(second, third);
        assertThat(state("prod").holder().change()).isEqualTo(second.id);
        assertThat(state("dev").holder()).isNull();
        assertThat(state("prod").last().landed()).isEqualTo("merge1");
    }
}
