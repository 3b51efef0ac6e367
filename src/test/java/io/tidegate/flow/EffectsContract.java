package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of effects holds, the one in PostgreSQL and the one of the simulation. */
public interface EffectsContract {
    Duration LEASE = Duration.ofSeconds(30);
    Duration LATER = Duration.ofHours(1);
    ChangeId CHANGE = new ChangeId(7, 1);
    Repository REPOSITORY = new Repository(7, "acme", "infra", 99);
    EnvironmentName DEV = new EnvironmentName("dev");

    Effects effects();

    Transactions transactions();

    /** By the clock of the store. */
    void passes(Duration time);

    @Test
    default void a_claim_carries_what_was_wanted() {
        want(new Effect.StartPlan(DEV, 3));
        Effects.Claimed claimed = claim();
        assertThat(claimed.effect()).isEqualTo(new Effect.StartPlan(DEV, 3));
        assertThat(claimed.change()).isEqualTo(CHANGE);
        assertThat(claimed.repository()).isEqualTo(REPOSITORY);
        assertThat(claimed.tries()).isEqualTo(1);
    }

    @Test
    default void an_effect_has_the_trace_of_the_newest_wish_and_its_age_since_the_first() {
        Trace first = Trace.of("github", "guid-1");
        Trace second = Trace.of("github", "guid-2");
        ScopedValue.where(Trace.CURRENT, first).run(() -> want(new Effect.RefreshSummary()));
        assertThat(claim().origin().trace()).isEqualTo(first);
        passes(LATER);
        ScopedValue.where(Trace.CURRENT, second).run(() -> want(new Effect.RefreshSummary()));
        Effects.Origin origin = claim().origin();
        assertThat(origin.trace()).isEqualTo(second);
        assertThat(origin.age()).isGreaterThanOrEqualTo(LATER);
    }

    @Test
    default void a_wish_during_a_run_is_not_lost_and_many_of_them_are_one() {
        want(new Effect.RefreshSummary(), new Effect.RefreshSummary());
        Effects.Claimed first = claim();
        want(new Effect.RefreshSummary());
        want(new Effect.RefreshSummary());
        effects().finish(first, "done");
        Effects.Claimed second = claim();
        assertThat(second.number()).isEqualTo(first.number());
        assertThat(second.generation()).isGreaterThan(first.generation());
        effects().finish(second, "done");
        assertThat(effects().claim(10, LEASE)).isEmpty();
        want(new Effect.RefreshSummary());
        assertThat(claim().tries()).isEqualTo(1);
    }

    @Test
    default void effects_of_one_lane_run_one_after_another_and_lanes_beside_each_other() {
        want(new Effect.StartPlan(DEV, 1), new Effect.RefreshSummary(), new Effect.StartApply(DEV, 1));
        List<Effects.Claimed> claimed = effects().claim(10, LEASE);
        assertThat(claimed)
                .extracting(Effects.Claimed::effect)
                .containsExactly(new Effect.StartPlan(DEV, 1), new Effect.RefreshSummary());
        effects().again(claimed.getFirst(), LATER, Effects.Why.WAITING, "waiting");
        assertThat(effects().claim(10, LEASE)).isEmpty();
        effects().finish(claimed.getLast(), "done");
        passes(LATER);
        effects().finish(claim(), "done");
        assertThat(claim().effect()).isEqualTo(new Effect.StartApply(DEV, 1));
    }

    @Test
    default void an_effect_that_opens_again_stands_behind_those_that_waited() {
        want(new Effect.StartPlan(DEV, 1));
        effects().finish(claim(), "done");
        want(new Effect.StartApply(DEV, 1), new Effect.StartPlan(DEV, 1));
        assertThat(claim().effect()).isEqualTo(new Effect.StartApply(DEV, 1));
    }

    @Test
    default void a_late_outcome_is_refused_once_somebody_else_has_claimed_it() {
        want(new Effect.Inspect());
        Effects.Claimed late = effects().claim(1, Duration.ZERO).getFirst();
        Effects.Claimed now = claim();
        assertThat(now.tries()).isEqualTo(2);
        assertThatThrownBy(() -> effects().finish(late, "done")).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> effects().giveUp(late, "no")).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> effects().again(late, LATER, Effects.Why.AWAY, "no"))
                .isInstanceOf(LeaseLost.class);
        effects().finish(now, "done");
        assertThatThrownBy(() -> effects().finish(now, "done")).isInstanceOf(LeaseLost.class);
    }

    @Test
    default void a_lease_is_prolonged_while_it_is_held_and_can_be_handed_back() {
        want(new Effect.Inspect());
        Effects.Claimed held = effects().claim(1, Duration.ofMillis(300)).getFirst();
        effects().renew(List.of(held), LEASE);
        passes(Duration.ofSeconds(20));
        assertThat(effects().claim(1, LEASE)).isEmpty();
        effects().renew(List.of(held), Duration.ZERO);
        assertThat(claim().lease()).isGreaterThan(held.lease());
        effects().renew(List.of(held), Duration.ZERO);
        assertThat(effects().claim(1, LEASE)).isEmpty();
    }

    @Test
    default void waiting_is_no_failure_and_failures_are_counted_until_it_gets_on() {
        want(new Effect.Inspect());
        effects().again(claim(), Duration.ZERO, Effects.Why.WAITING, "waiting");
        Effects.Claimed second = claim();
        assertThat(second.tries()).isEqualTo(1);
        effects().again(second, Duration.ZERO, Effects.Why.AWAY, "away");
        passes(Duration.ofMinutes(10));
        Effects.Claimed third = claim();
        assertThat(third.tries()).isEqualTo(2);
        assertThat(effects().failing(third).times()).isEqualTo(1);
        assertThat(effects().failing(third).lasting()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        effects().again(third, Duration.ZERO, Effects.Why.WAITING, "waiting");
        assertThat(effects().failing(third)).isEqualTo(new Effects.Failing(0, 0, Duration.ZERO));
    }

    @Test
    default void the_time_that_was_asked_for_is_no_failing() {
        want(new Effect.Inspect());
        effects().again(claim(), Duration.ofMinutes(50), Effects.Why.LIMITED, "limited");
        passes(Duration.ofMinutes(52));
        Effects.Claimed second = claim();
        assertThat(effects().failing(second).times()).isEqualTo(1);
        assertThat(effects().failing(second).lasting()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
        effects().again(second, Duration.ZERO, Effects.Why.AWAY, "away");
        passes(Duration.ofMinutes(10));
        assertThat(effects().failing(claim()).lasting()).isBetween(Duration.ofMinutes(12), Duration.ofMinutes(13));
    }

    @Test
    default void failures_that_were_an_answer_are_counted_apart_from_those_without_one() {
        want(new Effect.RefreshSummary());
        effects().again(claim(), Duration.ZERO, Effects.Why.AWAY, "away");
        effects().again(claim(), Duration.ZERO, Effects.Why.ANSWERED, "refused");
        Effects.Claimed third = claim();
        assertThat(effects().failing(third).times()).isEqualTo(2);
        assertThat(effects().failing(third).answered()).isEqualTo(1);
        effects().again(third, Duration.ZERO, Effects.Why.WAITING, "waiting");
        assertThat(effects().failing(claim()).answered()).isZero();
    }

    @Test
    default void a_run_is_followed_at_once_when_it_moved_even_while_it_is_being_looked_at() {
        want(new Effect.FollowRun(DEV, new RunId("run-1"), RunKind.REAL));
        effects().again(claim(), LATER, Effects.Why.WAITING, "waiting");
        assertThat(effects().claim(1, LEASE)).isEmpty();
        effects().hurry(new RunId("run-1"));
        Effects.Claimed looking = claim();
        effects().hurry(new RunId("run-1"));
        effects().again(looking, LATER, Effects.Why.WAITING, "waiting");
        effects().finish(claim(), "done");
        effects().hurry(new RunId("run-1"));
        assertThat(effects().claim(1, LEASE)).isEmpty();
    }

    @Test
    default void what_was_given_up_is_opened_by_a_new_wish_and_remembers_its_tries() {
        want(new Effect.Inspect());
        effects().giveUp(claim(), "refused");
        assertThat(effects().claim(1, LEASE)).isEmpty();
        want(new Effect.Inspect());
        assertThat(claim().tries()).isEqualTo(2);
    }

    private void want(Effect... wanted) {
        transactions().inOne(() -> effects().want(CHANGE, REPOSITORY, List.of(wanted)));
    }

    private Effects.Claimed claim() {
        List<Effects.Claimed> claimed = effects().claim(1, LEASE);
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }
}
