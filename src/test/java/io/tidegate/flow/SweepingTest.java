package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.Attempt;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.Pull;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.plan.DigestKey;
import io.tidegate.report.CheckReport;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.store.OutcomeReader;
import io.tidegate.store.PostgresAudit;
import io.tidegate.store.PostgresChanges;
import io.tidegate.store.PostgresEnvironments;
import io.tidegate.store.PostgresExternalObjects;
import io.tidegate.store.PostgresLeftovers;
import io.tidegate.store.PostgresRepositories;
import io.tidegate.store.PostgresSweeps;
import io.tidegate.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each part of the sweeper does about what it finds, on a real database. */
class SweepingTest {
    private static final Repository REPOSITORY = Pull.REPOSITORY;
    private static final EnvironmentName DEV = new EnvironmentName("dev");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final DigestKey KEY = new DigestKey("test", new byte[32]);

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresLeftovers leftovers = new PostgresLeftovers(database.database, database.codec);
    private final PostgresSweeps sweeps = new PostgresSweeps(database.database);
    private final Changes changes = new PostgresChanges(database.database, database.codec);
    private final Effects effects = database.effects();
    private final Inbox inbox = database.inbox();
    private final InstantSource clock = InstantSource.system();
    private final Round round = new Round(clock, clock.instant().plusSeconds(60));
    private final Pull pull = new Pull(12, new TreeMap<>());

    @BeforeEach
    void serve() {
        new PostgresRepositories(database.database).told(REPOSITORY, Instant.EPOCH);
    }

    private void save() {
        database.inOne(() -> {
            changes.lock(pull.id, REPOSITORY);
            changes.save(pull.change);
            new PostgresEnvironments(database.database, database.codec).lock(List.of("ws-dev"));
        });
    }

    private void want(Effect effect) {
        database.inOne(() -> effects.want(pull.id, REPOSITORY, List.of(effect)));
    }

    private List<Effect> open() {
        return effects.claim(50, LEASE).stream().map(Effects.Claimed::effect).toList();
    }

    private void giveUp(Effect effect) {
        want(effect);
        effects.claim(50, LEASE).stream()
                .filter(one -> one.effect().equals(effect))
                .forEach(one -> effects.giveUp(one, "it was away"));
    }

    private List<ChangeEvent> told() {
        return inbox.claim(50, LEASE).stream()
                .flatMap(one -> {
                    Reading.Relevant read = (Reading.Relevant) new OutcomeReader(database.codec).read(one.delivery());
                    inbox.finish(one, "done", "read by the test");
                    return read.events().stream();
                })
                .toList();
    }

    // What is open on GitHub.

    private OpenPulls.Listed listed(int number, String head) {
        Instant earlier = clock.instant().minusSeconds(600);
        return new OpenPulls.Listed(number, head, "main", false, earlier, earlier);
    }

    private int compare(boolean complete, OpenPulls.Listed... listed) {
        return new MissedChanges(
                        repository -> new OpenPulls.Listing(List.of(listed), complete),
                        leftovers,
                        sweeps,
                        inbox,
                        database,
                        clock,
                        Duration.ZERO)
                .look(round);
    }

    private List<String> why() {
        return told().stream()
                .map(event -> ((ChangeEvent.Returned) event).why())
                .toList();
    }

    @Test
    void a_pull_request_that_is_as_it_is_known_is_left_alone() {
        pull.inspected();
        save();
        assertThat(compare(true, listed(12, "head1"))).isZero();
        assertThat(told()).isEmpty();
    }

    @Test
    void one_that_was_pushed_to_closed_or_retargeted_unheard_is_read_again() {
        pull.inspected();
        save();
        assertThat(compare(true, listed(12, "head2"))).isEqualTo(1);
        assertThat(why()).containsExactly("#12 was pushed to, and no webhook told of it");
        assertThat(compare(true)).isEqualTo(1);
        assertThat(why()).containsExactly("#12 is not open any more, and no webhook told of it");
        assertThat(compare(false))
                .as("what was not listed to its end tells nothing")
                .isZero();
        Instant earlier = clock.instant().minusSeconds(600);
        assertThat(compare(true, new OpenPulls.Listed(12, "head1", "release", false, earlier, earlier)))
                .isEqualTo(1);
        assertThat(why()).containsExactly("#12 goes into another branch, and no webhook told of it");
    }

    @Test
    void one_that_was_opened_or_reopened_unheard_is_read_but_none_from_before_the_app_came() {
        pull.life = io.tidegate.gate.PullRequest.Life.CLOSED;
        pull.inspected();
        save();
        database.sql("UPDATE repository SET since = now() - interval '1 hour'");
        Instant old = clock.instant().minusSeconds(86_400);
        assertThat(compare(
                        true,
                        listed(12, "head1"),
                        listed(13, "head3"),
                        new OpenPulls.Listed(
                                14, "head4", "main", false, old, clock.instant().minusSeconds(600))))
                .isEqualTo(2);
        assertThat(why())
                .containsExactlyInAnyOrder(
                        "#12 is open again, and no webhook told of it", "#13 was opened, and no webhook told of it");
    }

    @Test
    void what_is_about_to_be_read_is_not_read_twice_and_nothing_is_read_for_ever() {
        pull.inspected();
        save();
        want(new Effect.Inspect());
        assertThat(compare(true, listed(12, "head2"))).isZero();
        effects.claim(50, LEASE).forEach(one -> effects.finish(one, "done"));
        for (int time = 0; time < 5; time++) {
            compare(true, listed(12, "head2"));
            told().forEach(event -> assertThat(event).isInstanceOf(ChangeEvent.Returned.class));
        }
        assertThat(database.value("SELECT times FROM sweep_try", Integer.class)).isEqualTo(3);
    }

    // Runs that nobody follows.

    private StrayRuns strays(OwnRuns runs) {
        return new StrayRuns(
                runs,
                leftovers,
                sweeps,
                changes,
                effects,
                new PostgresAudit(database.database, database.codec),
                database,
                KEY);
    }

    private int lookAtRuns(OwnRuns.Own... waiting) {
        return strays(workspace -> List.of(waiting)).look(round);
    }

    private OwnRuns.Own ours(String run, int attempt) {
        return new OwnRuns.Own(
                new RunId(run),
                "acme/infra#12 apply of c0ffee0 (configuration 0123456789ab, "
                        + RunToken.of(KEY, pull.id, new Effect.StartApply(DEV, attempt)) + ")");
    }

    @Test
    void a_run_of_an_attempt_that_was_given_up_is_discarded_and_the_audit_says_so() {
        pull.inspected();
        save();
        giveUp(new Effect.StartApply(DEV, 1));
        assertThat(lookAtRuns(ours("run-lost", 1))).isEqualTo(1);
        assertThat(open()).containsExactly(new Effect.StopRun(DEV, new RunId("run-lost"), RunKind.REAL));
        assertThat(database.value("SELECT what || ' ' || (facts ->> 'run') FROM audit", String.class))
                .isEqualTo("StrayRun run-lost");
        assertThat(lookAtRuns(ours("run-lost", 1))).as("it is being discarded").isZero();
    }

    @Test
    void a_run_that_is_followed_or_about_to_be_is_left_alone() {
        pull.inspected()
                .planned("dev", Pull.plan("a"))
                .shown()
                .approvedBy(Pull.ANN)
                .applies("dev");
        save();
        int attempt = pull.attempt("dev").number();
        RunId run = pull.realRun("dev");
        want(new Effect.StartApply(DEV, attempt));
        assertThat(lookAtRuns(ours(run.text(), attempt)))
                .as("still being created")
                .isZero();
        effects.claim(50, LEASE).forEach(one -> effects.finish(one, "done"));
        database.inOne(
                () -> inbox.add("1", pull.id, REPOSITORY, List.of(new ChangeEvent.CommentDeleted(1, Instant.EPOCH))));
        assertThat(lookAtRuns(ours(run.text(), attempt)))
                .as("its outcome is not decided yet")
                .isZero();
        told();
        pull.compares("dev", Pull.plan("a"));
        save();
        assertThat(pull.attempt("dev").over()).isFalse();
        assertThat(lookAtRuns(ours(run.text(), attempt)))
                .as("its attempt goes on")
                .isZero();
        assertThat(lookAtRuns(ours("run-second", attempt)))
                .as("the same attempt made another one that nobody follows")
                .isEqualTo(1);
    }

    @Test
    void a_run_whose_creation_arrived_after_its_sender_died_is_discarded_as_soon_as_it_keeps_another_one_waiting() {
        pull.inspected()
                .planned("dev", Pull.plan("a"))
                .shown()
                .approvedBy(Pull.ANN)
                .applies("dev");
        pull.compares("dev", Pull.plan("a"));
        save();
        int attempt = pull.attempt("dev").number();
        RunId followed = pull.realRun("dev");
        want(new Effect.StartApply(DEV, attempt));
        effects.claim(50, LEASE).forEach(one -> effects.finish(one, "done"));
        List<String> listed = new ArrayList<>();
        StrayRuns strays = strays(workspace -> {
            listed.add(workspace);
            return List.of(ours("run-late", attempt), ours(followed.text(), attempt));
        });

        strays.inTheWay("ws-dev", new RunId("run-late"));
        assertThat(open()).containsExactly(new Effect.StopRun(DEV, new RunId("run-late"), RunKind.REAL));
        strays.inTheWay("ws-dev", new RunId("run-late"));
        assertThat(listed).as("lists are limited to 30 a minute").containsExactly("ws-dev");

        strays.inTheWay("ws-dev", followed);
        assertThat(open()).as("what is followed keeps its turn").isEmpty();
    }

    @Test
    void a_run_that_is_not_to_be_seen_does_not_break_off_what_waits_for_it() {
        strays(workspace -> {
                    throw new Outside.Refused("No token may see it.", "Configure one.");
                })
                .inTheWay("ws-dev", new RunId("run-late"));
        assertThat(open()).isEmpty();
    }

    @Test
    void a_run_that_waits_although_its_attempt_is_over_is_discarded_again() {
        pull.inspected()
                .planned("dev", Pull.plan("a"))
                .shown()
                .approvedBy(Pull.ANN)
                .applies("dev");
        pull.compares("dev", Pull.plan("b"));
        save();
        Attempt attempt = pull.attempt("dev");
        assertThat(attempt.over()).isTrue();
        want(new Effect.StartApply(DEV, attempt.number()));
        effects.claim(50, LEASE).forEach(one -> effects.finish(one, "done"));
        giveUp(new Effect.StopRun(DEV, pull.realRun("dev"), RunKind.REAL));
        assertThat(lookAtRuns(ours(pull.realRun("dev").text(), attempt.number())))
                .isEqualTo(1);
        assertThat(open()).containsExactly(new Effect.StopRun(DEV, pull.realRun("dev"), RunKind.REAL));
    }

    @Test
    void a_run_with_a_token_that_is_not_this_databases_is_left_alone() {
        pull.inspected();
        save();
        giveUp(new Effect.StartApply(DEV, 1));
        assertThat(lookAtRuns(
                        ours("run-2", 2),
                        new OwnRuns.Own(
                                new RunId("run-3"),
                                "acme/infra#12 apply of c0ffee0 (configuration 0123456789ab,"
                                        + " tidegate-0123456789abcdef01234567)"),
                        new OwnRuns.Own(new RunId("run-4"), "by hand")))
                .isZero();
        assertThat(open()).isEmpty();
    }

    // Plans without an end.

    private int lookAtPlans(String status) {
        return new EndlessPlans(
                        run -> Pull.seen(run.text(), status, false),
                        leftovers,
                        inbox,
                        database,
                        clock,
                        Duration.ofHours(2))
                .look(round);
    }

    @Test
    void a_plan_in_a_status_that_nobody_knows_is_given_up_after_the_longest_wait() {
        Effect follow = new Effect.FollowRun(DEV, new RunId("run-1"), RunKind.SPECULATIVE);
        want(follow);
        assertThat(lookAtPlans("pondering")).as("not for long yet").isZero();
        database.sql("UPDATE effect SET created = now() - interval '3 hours'");
        assertThat(lookAtPlans("pending")).as("a queue may be long").isZero();
        assertThat(lookAtPlans("pondering")).isEqualTo(1);
        lookAtPlans("pondering");
        assertThat(told()).singleElement().isInstanceOfSatisfying(ChangeEvent.GaveUp.class, event -> {
            assertThat(event.effect()).isEqualTo(follow);
            assertThat(event.reason()).contains("«pondering»");
        });
    }

    // Checks that are open.

    private record Written(String head, Long id, CheckReport report) {}

    private final List<Written> written = new ArrayList<>();

    private int lookAtChecks() {
        ClosingChecks closing = new ClosingChecks(
                (repository, head, stored, lookFirst, report) -> {
                    written.add(new Written(head, stored, report));
                    return stored == null ? 0 : stored;
                },
                new PostgresExternalObjects(database.database));
        return new OpenChecks(leftovers, sweeps, changes, effects, database, closing, Duration.ZERO).look(round);
    }

    private void leftOpen(String name, String head, long id) {
        new PostgresExternalObjects(database.database).put(pull.id, ClosingChecks.purpose(name, head), id);
    }

    @Test
    void an_open_check_of_the_head_is_written_again_and_one_of_an_earlier_head_closed() {
        pull.inspected();
        save();
        leftOpen("tidegate/dev", "head1", 71);
        leftOpen("tidegate/dev", "head0", 72);
        leftOpen("tidegate/gone", "head1", 73);
        leftOpen("tidegate", "head1", 74);
        assertThat(lookAtChecks()).isEqualTo(4);
        assertThat(open())
                .containsExactlyInAnyOrder(
                        new Effect.RefreshCheck(DEV),
                        new Effect.CloseCheck(new EnvironmentName("gone"), "head1"),
                        new Effect.RefreshVerdict());
        effects.claim(50, LEASE);
        assertThat(database.value(
                        "SELECT string_agg(key, ' ') FROM effect WHERE key LIKE 'close-check/dev/%'", String.class))
                .isEqualTo("close-check/dev/head0");
        assertThat(written).isEmpty();
    }

    @Test
    void what_no_effect_writes_any_more_is_completed_at_once() {
        pull.inspected();
        save();
        leftOpen("tidegate", "head0", 74);
        leftOpen("tidegate: configuration", "head1", 75);
        assertThat(lookAtChecks()).isEqualTo(2);
        assertThat(written).extracting(Written::id).containsExactly(74L, 75L);
        assertThat(written)
                .allSatisfy(one -> assertThat(one.report().conclusion()).isEqualTo("cancelled"));
        assertThat(written)
                .extracting(one -> one.report().externalId())
                .containsExactly(pull.id + "/head0", pull.id + "/:configuration/head1");
        assertThat(lookAtChecks()).as("they are completed").isZero();
    }

    @Test
    void a_check_that_was_given_up_is_wanted_again_and_looked_for_but_not_for_ever() {
        pull.inspected();
        save();
        giveUp(new Effect.RefreshCheck(DEV));
        assertThat(lookAtChecks()).as("not at once").isZero();
        for (int hour = 0; hour < 7; hour++) {
            database.sql("UPDATE effect SET finished = now() - interval '61 minutes'");
            database.sql("UPDATE sweep_try SET last = now() - interval '61 minutes'");
            int again = lookAtChecks();
            assertThat(again).isEqualTo(hour < 5 ? 1 : 0);
            effects.claim(50, LEASE).forEach(one -> {
                assertThat(one.tries()).as("it may exist").isGreaterThan(1);
                effects.giveUp(one, "refused");
            });
        }
    }

    // Outcomes that were set aside.

    @Test
    void an_outcome_of_our_own_that_was_set_aside_is_tried_again_and_a_webhook_is_not() {
        database.inOne(() -> inbox.add(
                "1", new ChangeId(7, 1), REPOSITORY, List.of(new ChangeEvent.CommentDeleted(1, Instant.EPOCH))));
        inbox.accept("github", "guid", "issue_comment", new byte[] {1});
        SetAside part = new SetAside(leftovers, sweeps, database, Duration.ZERO);
        for (int time = 0; time < 5; time++) {
            List<Inbox.Claimed> claimed = inbox.claim(10, LEASE);
            while (!claimed.isEmpty()) {
                claimed.forEach(one -> inbox.retry(one, Duration.ZERO, "it broke"));
                claimed = inbox.claim(10, LEASE);
            }
            assertThat(part.look(round)).isEqualTo(time < 3 ? 1 : 0);
        }
        assertThat(database.value("SELECT string_agg(outcome, ' ') FROM delivery", String.class))
                .isEqualTo("set aside set aside");
    }
}
