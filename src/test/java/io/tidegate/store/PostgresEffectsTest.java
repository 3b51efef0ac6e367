package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.flow.Effects;
import io.tidegate.flow.EffectsContract;
import io.tidegate.flow.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresEffectsTest implements EffectsContract {
    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresEffects effects = database.effects();

    @Override
    public Effects effects() {
        return effects;
    }

    @Test
    void what_only_a_newer_version_can_do_is_left_to_it_and_holds_up_its_lane_alone() {
        want(new Effect.Inspect());
        database.sql("UPDATE effect SET kind = 'Teleport', body = '{\"@\":\"Teleport\"}'");
        want(new Effect.ReadGroup("abc"), new Effect.RefreshSummary());
        assertThat(effects.claim(10, LEASE))
                .extracting(Effects.Claimed::effect)
                .containsExactly(new Effect.RefreshSummary());
        assertThat(database.value("SELECT tries FROM effect WHERE kind = 'Teleport'", Integer.class))
                .isZero();
    }

    @Override
    public Transactions transactions() {
        return database;
    }

    @Override
    public void passes(Duration time) {
        String by = " - interval '" + time.toMillis() + " milliseconds'";
        database.sql("UPDATE effect SET due = due" + by + ", lease_until = lease_until" + by
                + ", failing_since = failing_since" + by + ", created = created" + by);
    }

    @Test
    void two_workers_never_hold_the_same_lane() throws Exception {
        for (int number = 1; number <= 12; number++) {
            ChangeId change = new ChangeId(7, number);
            database.inOne(() -> effects.want(
                    change,
                    REPOSITORY,
                    List.of(new Effect.Reply("a", HELP), new Effect.Reply("b", HELP), new Effect.Reply("c", HELP))));
        }
        List<ChangeId> held = new ArrayList<>();
        try (var workers = Executors.newFixedThreadPool(4)) {
            Callable<List<Effects.Claimed>> work = () -> {
                List<Effects.Claimed> mine = new ArrayList<>();
                for (int look = 0; look < 20; look++) {
                    mine.addAll(effects.claim(2, LEASE));
                }
                return mine;
            };
            for (Future<List<Effects.Claimed>> done : workers.invokeAll(List.of(work, work, work, work))) {
                done.get().forEach(claimed -> held.add(claimed.change()));
            }
        }
        assertThat(held).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void what_was_given_up_is_opened_by_a_new_wish_and_what_a_newer_version_wants_is_left_to_it() {
        want(new Effect.Inspect());
        effects.giveUp(claim(), "refused");
        assertThat(effects.claim(1, LEASE)).isEmpty();
        want(new Effect.Inspect());
        database.sql("UPDATE effect SET codec = " + (StateCodec.VERSION + 1));
        assertThat(effects.claim(1, LEASE)).isEmpty();
        database.sql("UPDATE effect SET codec = " + StateCodec.VERSION);
        assertThat(claim().effect()).isEqualTo(new Effect.Inspect());
    }

    @Test
    void a_damaged_row_does_not_stand_in_the_way_of_the_others() {
        want(new Effect.Inspect(), new Effect.RefreshSummary());
        database.sql("UPDATE effect SET body = '{}' WHERE key = 'inspect'");
        assertThat(effects.claim(10, LEASE))
                .extracting(Effects.Claimed::effect)
                .containsExactly(new Effect.RefreshSummary());
    }

    private static final io.tidegate.change.Answer HELP =
            new io.tidegate.change.Answer.Help(new io.tidegate.gate.Actor(1, "ann", false));

    private void want(Effect... wanted) {
        database.inOne(() -> effects.want(CHANGE, REPOSITORY, List.of(wanted)));
    }

    private Effects.Claimed claim() {
        List<Effects.Claimed> claimed = effects.claim(1, LEASE);
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }
}
