package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Effects;
import io.tidegate.run.Crowd;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How many runs go on at once, whoever asks and whatever becomes of those who asked. */
class PostgresRunPlacesTest {
    private static final Repository REPOSITORY = new Repository(7, "acme", "infra", 99);
    private static final EnvironmentName DEV = new EnvironmentName("dev");
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresEffects effects = database.effects();
    private final PostgresRunPlaces places = new PostgresRunPlaces(database.database, database);

    private Effects.Claimed wanted(int pull, Effect effect) {
        ChangeId change = new ChangeId(7, pull);
        database.inOne(() -> {
            effects.want(change, REPOSITORY, List.of(effect));
            return true;
        });
        return effects.claim(50, LEASE).stream()
                .filter(one -> one.change().equals(change) && one.effect().equals(effect))
                .findFirst()
                .orElseThrow();
    }

    private Effects.Claimed plan(int pull) {
        return wanted(pull, new Effect.StartPlan(DEV, 1));
    }

    private Effects.Claimed apply(int pull) {
        return wanted(pull, new Effect.StartApply(DEV, 1));
    }

    private Optional<Crowd> takes(Effects.Claimed claimed, int most) {
        RunKind kind = claimed.effect() instanceof Effect.StartApply ? RunKind.REAL : RunKind.SPECULATIVE;
        return places.take(claimed, "acme", kind, most);
    }

    /** The run is created, and from now on it is followed. */
    private Effects.Claimed begins(Effects.Claimed start) {
        RunId run = new RunId("run-" + start.change().number());
        places.created(start, run);
        effects.finish(start, "done");
        return wanted(start.change().number(), new Effect.FollowRun(DEV, run, RunKind.SPECULATIVE));
    }

    @Test
    void a_run_has_its_place_from_before_its_creation_to_the_end_of_what_follows_it() {
        Effects.Claimed first = plan(1);
        Effects.Claimed second = plan(2);
        assertThat(takes(first, 1)).isEmpty();
        assertThat(takes(first, 1)).as("it keeps what it has").isEmpty();
        assertThat(takes(second, 1)).contains(new Crowd(1, 1));
        places.created(first, new RunId("run-1"));
        effects.finish(first, "done");
        assertThat(takes(second, 1)).as("created, and not followed yet").contains(new Crowd(1, 1));
        Effects.Claimed follow = wanted(1, new Effect.FollowRun(DEV, new RunId("run-1"), RunKind.SPECULATIVE));
        assertThat(takes(second, 1)).contains(new Crowd(1, 1));
        effects.finish(follow, "done");
        assertThat(takes(second, 1)).isEmpty();
    }

    @Test
    void a_superseded_plan_keeps_its_place_until_its_run_is_stopped() {
        Effects.Claimed first = plan(1);
        takes(first, 1);
        effects.finish(begins(first), "done");
        Effects.Claimed stop = wanted(1, new Effect.StopRun(DEV, new RunId("run-1"), RunKind.SPECULATIVE));
        Effects.Claimed second = plan(2);
        assertThat(takes(second, 1)).contains(new Crowd(1, 1));
        effects.finish(stop, "done");
        assertThat(takes(second, 1)).isEmpty();
    }

    @Test
    void one_of_several_is_kept_for_applies() {
        assertThat(takes(plan(1), 3)).isEmpty();
        assertThat(takes(plan(2), 3)).isEmpty();
        assertThat(takes(plan(3), 3)).contains(new Crowd(2, 3));
        assertThat(takes(apply(4), 3)).isEmpty();
        assertThat(takes(apply(5), 3)).contains(new Crowd(3, 3));
    }

    @Test
    void applies_go_before_plans_and_among_these_whoever_asked_first() {
        Effects.Claimed going = plan(1);
        takes(going, 1);
        Effects.Claimed follow = begins(going);
        Effects.Claimed older = plan(2);
        Effects.Claimed younger = plan(3);
        Effects.Claimed real = apply(4);
        assertThat(List.of(older, younger, real))
                .allSatisfy(one -> assertThat(takes(one, 1)).isPresent());
        effects.finish(follow, "done");
        assertThat(takes(younger, 1)).isPresent();
        assertThat(takes(older, 1)).isPresent();
        assertThat(takes(real, 1)).isEmpty();
        effects.finish(real, "refused");
        assertThat(takes(younger, 1)).isPresent();
        assertThat(takes(older, 1)).isEmpty();
    }

    @Test
    void what_has_stopped_asking_or_was_given_up_holds_nobody_up() {
        Effects.Claimed going = plan(1);
        takes(going, 1);
        Effects.Claimed silent = plan(2);
        Effects.Claimed younger = plan(3);
        takes(silent, 1);
        takes(younger, 1);
        effects.giveUp(going, "refused");
        assertThat(takes(younger, 1)).isPresent();
        database.sql("UPDATE run_place SET asked = now() - interval '2 minutes' WHERE pull = 2");
        assertThat(takes(younger, 1)).isEmpty();
    }

    @Test
    void another_organisation_has_places_of_its_own_and_without_a_limit_everything_begins_and_is_counted() {
        assertThat(places.take(plan(1), "acme", RunKind.SPECULATIVE, Integer.MAX_VALUE))
                .isEmpty();
        assertThat(places.take(plan(2), "acme", RunKind.SPECULATIVE, Integer.MAX_VALUE))
                .isEmpty();
        assertThat(takes(plan(3), 1)).contains(new Crowd(1, 1));
        assertThat(places.take(plan(4), "other", RunKind.SPECULATIVE, 1)).isEmpty();
    }

    @Test
    void of_many_that_ask_at_once_no_more_begin_than_may() throws Exception {
        List<Callable<Optional<Crowd>>> asking = new ArrayList<>();
        for (int pull = 1; pull <= 8; pull++) {
            Effects.Claimed one = apply(pull);
            asking.add(() -> takes(one, 3));
        }
        int begun = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<Crowd>> answer : threads.invokeAll(asking)) {
                begun += answer.get().isEmpty() ? 1 : 0;
            }
        }
        assertThat(begun).isEqualTo(3);
    }
}
