package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Decision;
import io.tidegate.change.Effect;
import io.tidegate.change.Pull;
import io.tidegate.environment.Repository;
import io.tidegate.gate.PullRequest;
import io.tidegate.run.RunId;
import io.tidegate.store.OutcomeReader;
import io.tidegate.store.PostgresAudit;
import io.tidegate.store.PostgresChanges;
import io.tidegate.store.PostgresEnvironments;
import io.tidegate.store.PostgresRepositories;
import io.tidegate.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final ChangeId CHANGE = new ChangeId(7, 1);
    private static final Repository REPOSITORY = new Repository(7, "acme", "infra", 99);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ChangeEvent EVENT = new ChangeEvent.CommentDeleted(5, NOW);

    private final TestDatabase database = TestDatabase.fresh();
    private final Patience patience =
            new Patience(new Random(1), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(30));
    private final Ports ports = new Ports(
            database.inbox(),
            new PostgresChanges(database.database, database.codec),
            new PostgresEnvironments(database.database, database.codec),
            new PostgresRepositories(database.database),
            database.effects(),
            new PostgresAudit(database.database, database.codec),
            database);
    private final List<ChangeEvent> decided = new ArrayList<>();

    private Reading reading = new Reading.Relevant(CHANGE, REPOSITORY, List.of(EVENT));
    private Performer performer = effect -> new Performer.Performed.Done(List.of(EVENT));

    private final DeliveryReader github = new DeliveryReader() {
        @Override
        public String source() {
            return "github";
        }

        @Override
        public Reading read(Delivery delivery) {
            return reading;
        }
    };

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Watch watch = new Watch(meters, OpenTelemetry.noop().getTracer("none"), InstantSource.fixed(NOW));
    private final InboxWorker inbox = new InboxWorker(
            ports,
            List.of(github, new OutcomeReader(database.codec)),
            this::decide,
            patience,
            Duration.ofSeconds(30),
            watch);
    private final EffectWorker effects = new EffectWorker(
            ports,
            effect -> performer.perform(effect),
            InstantSource.fixed(NOW),
            patience,
            Duration.ofSeconds(30),
            8,
            watch);

    private Decision decide(Change change, java.util.SortedMap<String, ?> shared, ChangeEvent event) {
        decided.add(event);
        if (event instanceof ChangeEvent.Touched) {
            throw new IllegalStateException("hunter2");
        }
        List<Effect> next = event.equals(EVENT) ? List.of(new Effect.Inspect()) : List.of();
        return new Decision(change, next, List.of(), "a comment went");
    }

    @Test
    void what_is_decided_and_done_has_one_trace_and_is_counted_and_says_in_the_log_what_it_is_about() {
        List<String> traces = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        performer = effect -> {
            traces.add(Trace.current().orElseThrow().toString());
            fields.add(MDC.get("trace") + " " + MDC.get("pullRequest") + " " + MDC.get("effect"));
            return new Performer.Performed.Done(List.of());
        };
        deliver();
        effects.work(effects.claim(1).getFirst());

        String trace = Trace.of("github", "1").toString();
        assertThat(traces).containsExactly(trace);
        assertThat(fields).containsExactly(trace + " " + REPOSITORY.fullName() + "#" + CHANGE.number() + " Inspect");
        assertThat(MDC.getMap()).as("the thread's next work is another").isEmpty();
        assertThat(meters.get("tidegate.delivery")
                        .tags("source", "github", "outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("tidegate.effect")
                        .tags("kind", "Inspect", "outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_pull_request_that_a_newer_version_saved_is_left_to_it() {
        database.inOne(() -> ports.changes().save(ports.changes().lock(CHANGE, REPOSITORY)));
        database.sql("UPDATE change SET codec = codec + 1");
        deliver();
        assertThat(database.value(
                        "SELECT outcome IS NULL AND tries = 0 AND reason LIKE '%newer%' FROM delivery", Boolean.class))
                .isTrue();
        assertThat(decided).isEmpty();

        performer = effect -> {
            ports.changes().find(CHANGE);
            return new Performer.Performed.Done(List.of(EVENT));
        };
        database.inOne(() -> database.effects().want(CHANGE, REPOSITORY, List.of(new Effect.RefreshSummary())));
        effects.work(effects.claim(1).getFirst());
        assertThat(database.value(
                        "SELECT done < wanted AND failures = 0 AND tries = 0 FROM effect WHERE key = 'refresh-summary'",
                        Boolean.class))
                .isTrue();
    }

    @Test
    void a_quarter_of_the_hands_is_kept_for_what_people_wait_for() {
        for (int pull = 1; pull <= 9; pull++) {
            ChangeId change = new ChangeId(7, pull);
            database.inOne(() -> ports.effects().want(change, REPOSITORY, List.of(new Effect.Inspect())));
        }
        assertThat(effects.claim(8)).hasSize(6);
        assertThat(effects.claim(2)).isEmpty();
        Effect reply = new Effect.React(5, Effect.Reaction.EYES);
        database.inOne(() -> ports.effects().want(CHANGE, REPOSITORY, List.of(reply)));
        assertThat(effects.claim(2)).extracting(Effects.Claimed::effect).containsExactly(reply);
    }

    @Test
    void what_is_handed_back_is_free_for_others_at_once() {
        database.inbox().accept("github", "handed", "push", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(inbox.claim(1)).hasSize(1);
        assertThat(database.inbox().claim(1, Duration.ofSeconds(30))).isEmpty();
        inbox.handBack();
        assertThat(database.inbox().claim(1, Duration.ofSeconds(30))).hasSize(1);
    }

    @Test
    void a_delivery_becomes_a_decision_with_its_effects_its_audit_and_its_reason() {
        deliver();
        assertThat(decided).containsExactly(EVENT);
        assertThat(delivery()).isEqualTo("done: a comment went");
        assertThat(text("SELECT key FROM effect")).isEqualTo("inspect");
        assertThat(text("SELECT what || because || (facts ->> 'delivery') FROM audit"))
                .isEqualTo("CommentDeleteda comment wentgithub/1");
    }

    @Test
    void what_is_ignored_malformed_or_a_hint_ends_with_its_reason_and_decides_nothing() {
        reading = new Reading.Ignored("nobody needs it");
        deliver();
        assertThat(delivery()).isEqualTo("ignored: nobody needs it");
        reading = new Reading.Malformed("not ours");
        deliver();
        assertThat(delivery()).isEqualTo("malformed: not ours");
        reading = new Reading.RunHint(new RunId("run-1"));
        deliver();
        assertThat(delivery()).startsWith("done: ");
        assertThat(decided).isEmpty();
    }

    @Test
    void a_decision_that_fails_half_way_leaves_nothing_behind_but_the_reason() {
        reading = new Reading.Relevant(
                CHANGE,
                REPOSITORY,
                List.of(
                        EVENT,
                        new ChangeEvent.Touched("opened", new io.tidegate.gate.Actor(1, "ann", false), true, NOW)));
        deliver();
        assertThat(text("SELECT (SELECT count(*) FROM effect) || ' ' || (SELECT count(*) FROM audit)"))
                .isEqualTo("0 0");
        assertThat(text("SELECT reason FROM delivery"))
                .startsWith("IllegalStateException at io.tidegate")
                .doesNotContain("hunter2");
        assertThat(text("SELECT coalesce(outcome, 'waits') || (due > now()) FROM delivery"))
                .isEqualTo("waitstrue");
    }

    @Test
    void a_decision_that_fails_every_time_is_set_aside_and_what_comes_next_goes_on() {
        ChangeEvent fails = new ChangeEvent.Touched("opened", new io.tidegate.gate.Actor(1, "ann", false), true, NOW);
        database.inOne(() -> {
            database.inbox().add("1", CHANGE, REPOSITORY, List.of(fails));
            database.inbox().add("2", CHANGE, REPOSITORY, List.of(EVENT));
        });
        for (int time = 0; time < 6; time++) {
            assertThat(text("SELECT count(*)::text FROM delivery WHERE outcome IS NULL"))
                    .isEqualTo("2");
            database.sql("UPDATE delivery SET due = now()");
            inbox.claim(10).forEach(inbox::work);
        }
        assertThat(text("SELECT outcome FROM delivery WHERE id = '1'")).isEqualTo("set aside");
        inbox.claim(10).forEach(inbox::work);
        assertThat(text("SELECT outcome FROM delivery WHERE id = '2'")).isEqualTo("done");
    }

    @Test
    void a_delivery_that_somebody_else_has_taken_over_decides_nothing() {
        database.inbox().accept("github", "1", "push", new byte[0]);
        Inbox.Claimed late = database.inbox().claim(1, Duration.ZERO).getFirst();
        database.inbox().claim(1, Duration.ofSeconds(30));
        inbox.work(late);
        assertThat(text("SELECT count(*)::text FROM effect")).isEqualTo("0");
    }

    @Test
    void the_outcome_of_an_effect_comes_back_as_a_delivery_in_the_transaction_of_its_end() {
        want();
        perform();
        assertThat(text("SELECT outcome FROM effect")).isEqualTo("done");
        assertThat(text("SELECT source || ' ' || kind FROM delivery")).isEqualTo("tidegate events");
        inbox.claim(10).forEach(inbox::work);
        assertThat(decided).containsExactly(EVENT);
    }

    @Test
    void every_look_of_a_waiting_effect_may_tell_something() {
        performer = effect -> new Performer.Performed.Again(Duration.ZERO, List.of(EVENT));
        want();
        perform();
        perform();
        assertThat(text("SELECT count(*)::text FROM delivery")).isEqualTo("2");
        assertThat(text("SELECT tries || ' ' || failures FROM effect")).isEqualTo("0 0");
    }

    @Test
    void an_effect_that_was_put_off_for_a_moment_does_not_wait_for_the_slow_poll() {
        assertThat(effects.idle()).isEqualTo(Duration.ofSeconds(2));
        performer = effect -> new Performer.Performed.Again(Duration.ofMillis(300), List.of());
        want();
        perform();
        assertThat(effects.idle()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void what_is_away_is_tried_again_when_it_asked_for_it_and_given_up_after_half_an_hour() {
        performer = effect -> {
            throw new Outside.Unavailable("GitHub is being restarted.", Duration.ofSeconds(90));
        };
        want();
        perform();
        assertThat(text("SELECT extract(epoch FROM due - now())::int BETWEEN 85 AND 100 FROM effect"))
                .isEqualTo("true");
        database.sql("UPDATE effect SET due = now(), failing_since = now() - interval '31 minutes'");
        perform();
        assertGivenUp("It was tried for 31 minutes. GitHub is being restarted.", false);
    }

    @Test
    void what_is_limited_is_not_given_up_however_long_it_has_to_wait() {
        performer = effect -> {
            throw new Outside.Limited("GitHub limits how often Tidegate may ask", Duration.ofMinutes(55));
        };
        want();
        for (int limited = 0; limited < 4; limited++) {
            perform();
            assertThat(text("SELECT coalesce(outcome, 'open') || ' ' || (failing_since > now()) FROM effect"))
                    .isEqualTo("open true");
            database.sql("UPDATE effect SET due = now(), failing_since = failing_since - interval '56 minutes'");
        }
    }

    @Test
    void what_goes_on_being_limited_comes_back_less_and_less_often() {
        performer = effect -> {
            throw new Outside.Limited("HCP Terraform limits how often Tidegate may ask", Duration.ofMillis(100));
        };
        want();
        for (int pause = 1; pause <= 8; pause *= 2) {
            perform();
            assertThat(text("SELECT (extract(epoch FROM due - now()) BETWEEN " + (pause * 0.8) + " AND " + (pause * 1.3)
                            + ")::text FROM effect"))
                    .as("about %d s", pause)
                    .isEqualTo("true");
            database.sql("UPDATE effect SET due = now()");
        }
    }

    @Test
    void what_is_refused_three_times_is_given_up_with_the_remedy() {
        performer = effect -> {
            throw new Outside.Refused("The workspace is gone.", "Create it.");
        };
        want();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(text("SELECT coalesce(outcome, 'open') FROM effect")).isEqualTo("open");
            database.sql("UPDATE effect SET due = now()");
            perform();
        }
        assertGivenUp("The workspace is gone. Create it.", true);
    }

    @Test
    void a_refusal_after_outages_is_the_first_one() {
        List<RuntimeException> failures = new ArrayList<>(List.of(
                new Outside.Unavailable("away", null),
                new Outside.Unavailable("away", null),
                new Outside.Refused("It is not there yet.", "Wait.")));
        performer = effect -> {
            throw failures.removeFirst();
        };
        want();
        for (int attempt = 0; attempt < 3; attempt++) {
            database.sql("UPDATE effect SET due = now()");
            perform();
        }
        assertThat(text("SELECT coalesce(outcome, 'open') FROM effect")).isEqualTo("open");
    }

    @Test
    void an_unexpected_failure_is_given_up_after_three_tries_without_its_message() {
        performer = effect -> {
            throw new IllegalStateException("hunter2");
        };
        want();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(decided).isEmpty();
            database.sql("UPDATE effect SET due = now()");
            perform();
        }
        inbox.claim(10).forEach(inbox::work);
        assertThat(decided).hasSize(1).first().isInstanceOfSatisfying(ChangeEvent.GaveUp.class, event -> {
            assertThat(event.effect()).isEqualTo(new Effect.Inspect());
            assertThat(event.reason())
                    .matches("An internal error, see trace [0-9a-f]{32} in Tidegate's log: IllegalStateException .*")
                    .doesNotContain("hunter2");
        });
    }

    @Test
    void a_late_outcome_is_recorded_and_not_decided() {
        want();
        Effects.Claimed late = database.effects().claim(1, Duration.ZERO).getFirst();
        database.effects().claim(1, Duration.ofSeconds(30));
        effects.work(late);
        assertThat(text("SELECT count(*)::text FROM delivery")).isEqualTo("0");
        assertThat(text("SELECT what FROM audit")).isEqualTo("LateOutcome");
    }

    @Test
    void what_is_cut_off_by_a_stop_is_handed_back_and_is_no_failure() {
        performer = effect -> {
            effects.handBack();
            throw new IllegalStateException("interrupted");
        };
        want();
        perform();
        assertThat(text("SELECT failures::text FROM effect")).isEqualTo("0");
        assertThat(database.effects().claim(1, Duration.ZERO)).hasSize(1);
    }

    @Test
    void waits_double_up_to_five_minutes_give_or_take_a_fifth() {
        assertThat(patience.after(0)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
        assertThat(patience.after(3)).isBetween(Duration.ofMillis(6400), Duration.ofMillis(9600));
        assertThat(patience.after(1000)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
    }

    @Test
    void a_pull_request_follows_its_repository_to_another_name_and_is_not_called_back_by_its_own_outcomes() {
        deliver();
        Repository renamed = new Repository(7, "acme", "platform", 99);
        reading = new Reading.Relevant(CHANGE, renamed, List.of(EVENT));
        deliver();
        assertThat(ports.changes().find(CHANGE).orElseThrow().repository()).isEqualTo(renamed);
        assertThat(text("SELECT because || (facts ->> 'before') FROM audit WHERE what = 'Renamed'"))
                .isEqualTo("the repository is now acme/platformacme/infra");
        database.inOne(() -> ports.inbox().add("late", CHANGE, REPOSITORY, List.of(EVENT)));
        inbox.claim(10).forEach(inbox::work);
        assertThat(ports.changes().find(CHANGE).orElseThrow().repository()).isEqualTo(renamed);
    }

    @Test
    void what_a_repository_is_called_and_that_it_left_is_remembered() {
        reading = new Reading.Whereabouts(List.of(REPOSITORY), List.of(), "it only tells");
        deliver();
        assertThat(delivery()).isEqualTo("ignored: it only tells");
        assertThat(ports.repositories().find(7)).contains(new Repositories.Known(REPOSITORY, true));
        reading = new Reading.Whereabouts(List.of(), List.of(7L, 8L), "it left");
        deliver();
        assertThat(ports.repositories().find(7)).contains(new Repositories.Known(REPOSITORY, false));
        assertThat(ports.repositories().find(8)).isEmpty();
    }

    @Test
    void when_an_installation_is_back_its_open_pull_requests_are_told_and_no_others() {
        Repository other = new Repository(8, "acme", "other", 99);
        reading = new Reading.Whereabouts(List.of(REPOSITORY, other), List.of(), "it only tells");
        deliver();
        Pull open = new Pull(12, new TreeMap<>()).inspected();
        Pull closed = new Pull(13, new TreeMap<>());
        closed.life = PullRequest.Life.CLOSED;
        closed.inspected();
        database.inOne(() -> {
            save(open, 7, 12);
            save(closed, 7, 13);
            save(open, 8, 12);
        });

        reading = new Reading.Whereabouts(List.of(REPOSITORY), List.of(), true, "unarchived");
        deliver();
        inbox.claim(10).forEach(inbox::work);
        assertThat(decided)
                .containsExactly(new ChangeEvent.Returned(
                        "unarchived", returned().getFirst().at()));

        decided.clear();
        reading = new Reading.Resumed(99, "unsuspend");
        deliver();
        inbox.claim(10).forEach(inbox::work);
        assertThat(returned()).hasSize(2).allMatch(event -> event.why().equals("unsuspend"));
    }

    private List<ChangeEvent.Returned> returned() {
        return decided.stream().map(ChangeEvent.Returned.class::cast).toList();
    }

    private void save(Pull pull, long repository, int number) {
        ChangeId id = new ChangeId(repository, number);
        Repository of = new Repository(repository, "acme", "r" + repository, 99);
        Change known = ports.changes().lock(id, of);
        Change c = pull.change;
        ports.changes()
                .save(new Change(
                        known.id(),
                        of,
                        c.pullRequest(),
                        c.revision(),
                        c.configuration(),
                        c.works(),
                        c.unmapped(),
                        c.unaffected(),
                        c.people(),
                        c.talk(),
                        c.proposal(),
                        c.landing()));
    }

    private void assertGivenUp(String reason, boolean refused) {
        assertThat(text("SELECT outcome || ': ' || reason FROM effect")).isEqualTo("given up: " + reason);
        inbox.claim(10).forEach(inbox::work);
        assertThat(decided).containsExactly(new ChangeEvent.GaveUp(new Effect.Inspect(), reason, refused, NOW));
    }

    private void deliver() {
        database.sql("DELETE FROM delivery");
        database.inbox().accept("github", "1", "push", new byte[0]);
        inbox.claim(1).forEach(inbox::work);
    }

    private void want() {
        database.inOne(() -> ports.effects().want(CHANGE, REPOSITORY, List.of(new Effect.Inspect())));
    }

    private void perform() {
        List<Effects.Claimed> claimed = effects.claim(10);
        assertThat(claimed).hasSize(1);
        claimed.forEach(effects::work);
    }

    private String delivery() {
        return text("SELECT outcome || ': ' || reason FROM delivery");
    }

    private String text(String sql) {
        return database.value(sql.replaceFirst("^SELECT (.*)( FROM \\w+)$", "SELECT ($1)::text$2"), String.class);
    }
}
