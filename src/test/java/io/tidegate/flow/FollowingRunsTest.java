package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.Answer;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.Pull;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Rules;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.plan.Plan;
import io.tidegate.report.SummaryComment;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Progress;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that do not come to where they could be confirmed. */
class FollowingRunsTest {
    private static final Duration LONGEST = Duration.ofHours(2);

    private final Pull pull = started();

    private static Pull started() {
        Pull pull = Pull.first()
                .inspected()
                .planned("dev", Pull.plan("pool"))
                .shown()
                .approvedBy(Pull.ANN)
                .applies("dev");
        return pull.happens(new ChangeEvent.ApplyStarted(
                Pull.name("dev"),
                1,
                Pull.workspace("dev", List.of()),
                pull.realRun("dev"),
                "https://hcp.example/run",
                "inputs",
                true,
                pull.now));
    }

    private final List<String> strays = new ArrayList<>();

    private Performed follow(String status) {
        return follow(status, null);
    }

    private Performed follow(String status, @Nullable OtherRun ahead) {
        RunId run = pull.realRun("dev");
        FollowingRuns following = new FollowingRuns(
                new RunsAt(Pull.seen(run.text(), status, false), ahead),
                (repository, commit) -> new TreeMap<>(),
                (workspace, own) -> strays.add(workspace + " " + own),
                () -> pull.now,
                Duration.ofSeconds(1),
                LONGEST);
        return following.follow(pull.change, new Effect.FollowRun(Pull.name("dev"), run, RunKind.REAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "policy_override", "thinking_about_it"})
    void a_run_that_waits_for_somebody_or_something_is_given_up_after_two_hours_and_said(String status) {
        pull.after(Duration.ofMinutes(119));
        assertThat(follow(status)).isInstanceOf(Performed.Again.class);
        pull.after(Duration.ofMinutes(2));
        assertThat(follow(status)).isInstanceOfSatisfying(Performed.Done.class, done -> {
            ChangeEvent.PlanFailed failed =
                    (ChangeEvent.PlanFailed) done.events().getFirst();
            assertThat(failed.reason()).contains("120 minutes", status);
            pull.happens(failed);
        });
        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
        assertThat(pull.attempt("dev").over()).isTrue();
    }

    @Test
    void the_run_that_keeps_it_waiting_is_said_once_and_looked_at_less_often() {
        OtherRun ahead = new OtherRun(new RunId("run-7Hq"), "https://hcp.example/run-7Hq", "planned", "max", false);
        assertThat(follow("pending", ahead)).isInstanceOfSatisfying(Performed.Again.class, again -> {
            assertThat(again.after()).isEqualTo(Duration.ofSeconds(4));
            assertThat(again.soFar()).hasSize(1);
            pull.happens(again.soFar().getFirst());
        });
        assertThat(pull.wanted(Effect.RefreshSummary.class)).hasSize(1);
        assertThat(follow("pending", ahead))
                .isInstanceOfSatisfying(
                        Performed.Again.class,
                        again -> assertThat(again.soFar()).isEmpty());
        pull.after(Duration.ofMinutes(121));
        assertThat(follow("pending", ahead)).isInstanceOfSatisfying(Performed.Done.class, done -> {
            pull.happens(done.events().getFirst());
            assertThat(pull.answered(Answer.ApplyFailed.class).reason())
                    .contains("as pending, behind `run-7Hq`, which is planned and was started by max");
        });
        assertThat(pull.wanted(Effect.StopRun.class))
                .as("the foreign run is left alone")
                .extracting(Effect.StopRun::run)
                .containsExactly(pull.realRun("dev"));
        assertThat(pull.shared.get("ws-dev").heldByOther(new ChangeId(Pull.REPOSITORY.id(), 2)))
                .as("the lock is kept")
                .isTrue();
    }

    @Test
    void only_a_run_of_our_own_that_keeps_it_waiting_is_looked_at() {
        follow("pending", new OtherRun(new RunId("run-7Hq"), "https://hcp.example/run-7Hq", "planned", "max", false));
        assertThat(strays).isEmpty();
        follow("pending", new OtherRun(new RunId("run-8Kd"), "https://hcp.example/run-8Kd", "planned", null, true));
        assertThat(strays).containsExactly("ws-dev run-8Kd");
    }

    @Test
    void a_run_that_somebody_confirmed_is_followed_for_as_long_as_it_takes() {
        pull.after(Duration.ofHours(5));
        assertThat(follow("applying")).isInstanceOf(Performed.Again.class);
    }

    @Test
    void how_far_a_lasting_apply_is_is_said_and_looked_at_less_often() {
        pull.compares("dev", Pull.plan("pool")).readsAgain("dev").confirmed("dev");
        pull.after(Duration.ofSeconds(10));
        assertThat(follow("applying")).isInstanceOfSatisfying(Performed.Again.class, again -> {
            assertThat(again.after()).isEqualTo(Duration.ofSeconds(1));
            again.soFar().forEach(pull::happens);
        });
        pull.after(Duration.ofSeconds(10));
        assertThat(follow("applying")).isInstanceOfSatisfying(Performed.Again.class, again -> {
            assertThat(again.after()).isEqualTo(Duration.ofSeconds(6));
            pull.happens(again.soFar().getFirst());
        });
        assertThat(SummaryComment.render(pull.change, pull.shared).orElseThrow())
                .contains("**Next:** dev applies, 4 of 11 changes done, since 10:");
        assertThat(follow("applying"))
                .as("the same is not said twice")
                .isInstanceOfSatisfying(
                        Performed.Again.class,
                        again -> assertThat(again.soFar()).isEmpty());
    }

    /** HCP Terraform with one run, which stays as it is. */
    private record RunsAt(RunSeen seen, @Nullable OtherRun ahead) implements Runs {
        @Override
        public Optional<RunId> earlier(Repository repository, WorkspaceSeen workspace, RunKind kind, String token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void texts(
                Repository repository,
                String commit,
                Source source,
                Set<String> paths,
                BiConsumer<String, Optional<String>> taker) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RunSeen read(RunId run) {
            return seen;
        }

        @Override
        public Optional<Progress> progress(RunId run) {
            return Optional.of(new Progress(4, 11));
        }

        @Override
        public WorkspaceSeen workspace(Repository repository, Environment environment) {
            throw new AssertionError("nobody asks for it");
        }

        @Override
        public Started start(Wanted wanted, Source source) {
            throw new AssertionError("nothing is started");
        }

        @Override
        public Plan plan(RunId run, WorkspaceSeen workspace, Rules rules) {
            throw new AssertionError("there is no plan yet");
        }

        @Override
        public Optional<OtherRun> ahead(WorkspaceSeen workspace, RunId waiting) {
            return Optional.ofNullable(ahead);
        }

        @Override
        public Optional<StateChange> changedSince(Repository repository, WorkspaceSeen workspace, Instant since) {
            return Optional.empty();
        }

        @Override
        public boolean confirm(RunId run) {
            throw new AssertionError("nothing is confirmed");
        }

        @Override
        public void interrupt(RunId run) {
            throw new AssertionError("following interrupts nothing");
        }

        @Override
        public void stop(RunId run) {
            throw new AssertionError("following stops nothing");
        }
    }
}
