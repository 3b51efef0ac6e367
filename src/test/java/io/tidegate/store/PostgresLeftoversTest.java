package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.Pull;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Effects;
import io.tidegate.flow.Leftovers;
import io.tidegate.gate.PullRequest;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PostgresLeftoversTest {
    private static final Repository REPOSITORY = new Repository(7, "acme", "infra", 99);
    private static final ChangeId CHANGE = new ChangeId(7, 12);
    private static final EnvironmentName DEV = new EnvironmentName("dev");
    private static final RunId RUN = new RunId("run-1");
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresLeftovers leftovers = new PostgresLeftovers(database.database, database.codec);
    private final PostgresEffects effects = database.effects();

    private void want(Effect effect) {
        database.inOne(() -> effects.want(CHANGE, REPOSITORY, List.of(effect)));
    }

    private Effects.Claimed claim(Effect effect) {
        return effects.claim(50, LEASE).stream()
                .filter(one -> one.effect().equals(effect))
                .findFirst()
                .orElseThrow();
    }

    private void told(Repository repository) {
        new PostgresRepositories(database.database).told(repository, Instant.EPOCH);
    }

    @Test
    void repositories_take_turns_and_those_that_left_are_not_among_them() {
        told(REPOSITORY);
        told(new Repository(8, "acme", "other", 99));
        told(new Repository(9, "acme", "gone", 99));
        new PostgresRepositories(database.database).left(9, Instant.now());
        assertThat(leftovers.repositories(1))
                .extracting(Leftovers.Served::repository)
                .containsExactly(REPOSITORY);
        assertThat(leftovers.repositories(1))
                .extracting(one -> one.repository().name())
                .containsExactly("other");
        assertThat(leftovers.repositories(1))
                .extracting(Leftovers.Served::repository)
                .containsExactly(REPOSITORY);
    }

    private void save(int number, PullRequest.Life life, String title) {
        Pull pull = new Pull(number, new TreeMap<>());
        pull.life = life;
        pull.title = title;
        pull.inspected();
        save(pull.change);
    }

    private void save(Change change) {
        PostgresChanges changes = new PostgresChanges(database.database, database.codec);
        database.inOne(() -> {
            changes.lock(change.id(), change.repository());
            changes.save(change);
        });
    }

    @Test
    void a_pull_request_is_known_by_what_was_read_of_it_last() {
        long repository = Pull.REPOSITORY.id();
        save(1, PullRequest.Life.OPEN, "More");
        save(2, PullRequest.Life.CLOSED, "More");
        save(3, PullRequest.Life.CLOSED, "More");
        save(Change.unknown(new ChangeId(repository, 4), Pull.REPOSITORY));
        database.inOne(() -> database.inbox()
                .add(
                        "1",
                        new ChangeId(repository, 2),
                        REPOSITORY,
                        List.of(new ChangeEvent.CommentDeleted(1, Instant.EPOCH))));
        assertThat(leftovers.pulls(repository, List.of(2, 4, 5)))
                .containsExactlyInAnyOrder(
                        new Leftovers.Known(1, true, true, false, "head1", "main", false),
                        new Leftovers.Known(2, true, false, true, "head1", "main", false),
                        new Leftovers.Known(4, false, false, false, "", "", false));
        assertThat(leftovers.pulls(8, List.of(1))).isEmpty();
    }

    @Test
    void a_title_that_the_database_cannot_read_hides_no_pull_request() {
        told(Pull.REPOSITORY);
        save(1, PullRequest.Life.OPEN, "half a pair \ud800 and NUL \0");
        save(2, PullRequest.Life.OPEN, "More");
        save(3, PullRequest.Life.CLOSED, "\"life\":\"OPEN\"");
        assertThat(leftovers.pulls(Pull.REPOSITORY.id(), List.of())).hasSize(2);
        assertThat(new PostgresChanges(database.database, database.codec).open(Pull.REPOSITORY.installation(), 10))
                .hasSize(2);
    }

    @Test
    void workspaces_where_something_about_a_run_was_given_up_come_first() {
        for (String workspace : List.of("ws-a", "ws-b", "ws-c")) {
            database.inOne(() -> new PostgresEnvironments(database.database, database.codec).lock(List.of(workspace)));
        }
        assertThat(leftovers.workspaces(1)).containsExactly("ws-a");
        database.sql("INSERT INTO claim (workspace, repository, named, owner, name, environment)"
                + " VALUES ('ws-c', 7, 'acme/c', 'acme', 'infra', 'dev')");
        want(new Effect.StartApply(DEV, 1));
        effects.giveUp(claim(new Effect.StartApply(DEV, 1)), "it was away");
        assertThat(leftovers.workspaces(1)).containsExactly("ws-c");
        assertThat(leftovers.workspaces(1)).as("looked at since").containsExactly("ws-b");
        assertThat(leftovers.workspaces(1)).containsExactly("ws-a");
    }

    @Test
    void what_creates_runs_is_found_by_the_number_and_says_whether_it_is_done() {
        want(new Effect.StartApply(DEV, 1));
        want(new Effect.StartPlan(DEV, 1));
        assertThat(leftovers.applies(12)).singleElement().satisfies(wish -> {
            assertThat(wish.effect()).isEqualTo(new Effect.StartApply(DEV, 1));
            assertThat(wish.change()).isEqualTo(CHANGE);
            assertThat(wish.open()).isTrue();
        });
        assertThat(leftovers.applies(13)).isEmpty();
        effects.giveUp(claim(new Effect.StartApply(DEV, 1)), "it was away");
        assertThat(leftovers.applies(12)).extracting(Leftovers.Wish::open).containsExactly(false);
    }

    @Test
    void a_run_about_which_something_is_still_to_be_done_or_decided_is_busy() {
        assertThat(leftovers.busy(CHANGE, RUN)).isFalse();
        Effect stop = new Effect.StopRun(DEV, RUN, RunKind.REAL);
        want(stop);
        assertThat(leftovers.busy(CHANGE, RUN)).isTrue();
        effects.finish(claim(stop), "done");
        assertThat(leftovers.busy(CHANGE, RUN)).isFalse();
        want(new Effect.ConfirmRun(DEV, RUN, "e1", Instant.EPOCH));
        assertThat(leftovers.busy(CHANGE, RUN)).isTrue();
        effects.finish(claim(new Effect.ConfirmRun(DEV, RUN, "e1", Instant.EPOCH)), "done");
        database.inOne(() -> database.inbox()
                .add("1", CHANGE, REPOSITORY, List.of(new ChangeEvent.CommentDeleted(1, Instant.EPOCH))));
        assertThat(leftovers.busy(CHANGE, RUN)).isTrue();
        assertThat(leftovers.busy(new ChangeId(7, 13), RUN)).isFalse();
    }

    @Test
    void what_has_followed_a_run_for_long_is_found() {
        want(new Effect.FollowRun(DEV, RUN, RunKind.SPECULATIVE));
        assertThat(leftovers.following(Duration.ofHours(2), 10)).isEmpty();
        database.sql("UPDATE effect SET created = now() - interval '3 hours'");
        assertThat(leftovers.following(Duration.ofHours(2), 10))
                .extracting(Leftovers.Wish::effect)
                .containsExactly(new Effect.FollowRun(DEV, RUN, RunKind.SPECULATIVE));
    }

    @Test
    void checks_that_are_open_and_were_not_written_for_a_while_are_found_with_their_name() {
        told(REPOSITORY);
        PostgresExternalObjects objects = new PostgresExternalObjects(database.database);
        objects.put(CHANGE, "open-check/tidegate/dev/c0ffee", 77);
        objects.put(CHANGE, "open-check/tidegate/c0ffee", 0);
        objects.put(CHANGE, "check/tidegate/c0ffee", 78);
        assertThat(leftovers.openChecks(Duration.ofMinutes(30), 10)).isEmpty();
        assertThat(leftovers.openChecks(Duration.ZERO, 10))
                .containsExactly(new Leftovers.OpenCheck(CHANGE, REPOSITORY, "tidegate/dev", "c0ffee", 77));
        new PostgresRepositories(database.database).left(7, Instant.now());
        assertThat(leftovers.openChecks(Duration.ZERO, 10)).isEmpty();
    }

    @Test
    void what_shows_the_state_and_was_given_up_is_found_and_damage_is_passed_over() {
        told(REPOSITORY);
        want(new Effect.RefreshVerdict());
        want(new Effect.RefreshCheck(DEV));
        want(new Effect.StartPlan(DEV, 1));
        for (Effects.Claimed claimed : effects.claim(10, LEASE)) {
            effects.giveUp(claimed, "refused");
        }
        assertThat(leftovers.unshown(Duration.ofHours(1), 10)).isEmpty();
        database.sql("UPDATE effect SET body = '{}' WHERE key = 'refresh-verdict'");
        assertThat(leftovers.unshown(Duration.ZERO, 10))
                .extracting(Leftovers.Wish::effect)
                .containsExactly(new Effect.RefreshCheck(DEV));
    }
}
