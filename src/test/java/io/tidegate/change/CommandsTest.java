package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.SAM;
import static io.tidegate.change.Pull.allowing;
import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Right;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What single commands do besides planning and applying: patterns, locks that are taken away, interrupted applies, haste. */
class CommandsTest {
    private static Environment open(String name) {
        return allowing(environment(name, ApplyMode.ON_COMMAND, 0), Right.UNLOCK, "user:ann");
    }

    private static Pull planned(Pull pull, String... names) {
        pull.environments = List.of(names).stream().map(CommandsTest::open).toList();
        pull.inspected();
        for (String name : names) {
            pull.planned(name, Pull.plan("pool"));
        }
        return pull.shown();
    }

    private static Pull applying(Pull pull) {
        return pull.applies("dev")
                .compares("dev", Pull.plan("pool"))
                .readsAgain("dev")
                .confirmed("dev");
    }

    @Test
    void a_pattern_means_every_affected_environment_that_it_matches() {
        Pull pull = planned(Pull.first(), "dev", "prod-eu", "prod-us");
        pull.applies("prod-*");
        assertThat(pull.wanted(Effect.StartApply.class))
                .extracting(Effect.StartApply::environment)
                .containsExactly(name("prod-eu"), name("prod-us"));

        pull.applies("stage-*");
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(pull.answered(Answer.Said.class).sentence())
                .startsWith("this pull request does not affect anything like `stage-*`");
    }

    @Test
    void an_approval_by_pattern_speaks_of_what_it_matched_and_of_nothing_that_comes_later() {
        Pull pull = planned(Pull.first(), "prod-eu");
        pull.says(ANN, new Command.Approve(List.of(named("prod-*")), null));
        assertThat(pull.change.approvals().getFirst().environments()).containsExactly(name("prod-eu"));
    }

    @Test
    void an_apply_in_progress_is_interrupted_with_a_reason_that_people_read() {
        Pull pull = applying(planned(Pull.first(), "dev"));
        pull.says(LEE, new Command.Cancel(List.of(named("dev"))));
        assertThat(pull.wanted(Effect.InterruptRun.class)).isEmpty();

        pull.says(LEE, new Command.Cancel(List.of(named("dev")), "wrong cluster"));
        assertThat(pull.wanted(Effect.InterruptRun.class))
                .containsExactly(new Effect.InterruptRun(name("dev"), pull.realRun("dev")));
        assertThat(pull.answered(Answer.Said.class).sentence()).contains("the state may be partial");

        pull.runEnds("dev", "canceled");
        Answer.ApplyFailed failed = pull.answered(Answer.ApplyFailed.class);
        assertThat(failed.reason()).startsWith("it was interrupted by lee: “wrong cluster”.");
        assertThat(failed.partly()).isTrue();
        assertThat(pull.shared.get("ws-dev").holder()).isNotNull();
    }

    @Test
    void what_does_not_apply_yet_is_only_cancelled() {
        Pull pull = planned(Pull.first(), "dev").applies("dev").compares("dev", Pull.plan("pool"));
        pull.says(LEE, new Command.Cancel(List.of(named("dev")), "wrong cluster"));
        assertThat(pull.wanted(Effect.InterruptRun.class)).isEmpty();
        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
        assertThat(pull.attempt("dev").step()).isInstanceOf(Attempt.Step.Stopped.class);
    }

    @Test
    void a_lock_is_taken_from_the_pull_request_that_is_named_by_those_who_may() {
        var shared = new TreeMap<String, EnvironmentState>();
        Pull holder = planned(new Pull(1, shared), "dev").applies("dev");
        holder.compares("dev", Pull.plan("something else"));
        Pull other = planned(new Pull(2, shared), "dev");
        assertThat(shared.get("ws-dev").heldByOther(other.id)).isTrue();

        Command take = new Command.Unlock(List.of(named("dev")), new Command.Unlock.From(1, "on holiday"));
        other.says(KIM, take);
        assertThat(other.answered(Answer.NotPermitted.class)
                        .refusals()
                        .getFirst()
                        .why())
                .contains("permissions.unlock");

        other.says(ANN, new Command.Unlock(List.of(named("dev")), new Command.Unlock.From(3, "on holiday")));
        assertThat(other.answered(Answer.Said.class).sentence())
                .isEqualTo("dev is not held by #3: #1 holds it. Nothing was unlocked.");

        other.says(ANN, take);
        assertThat(other.answered(Answer.Said.class).sentence())
                .startsWith("took the lock of dev from #1")
                .endsWith("What #1 applied there, if anything, is on no branch yet: whoever applies next undoes it.");
        assertThat(other.because).isEqualTo("ann took the lock of dev from #1: on holiday");
        assertThat(shared.get("ws-dev").holder()).isNull();
        other.applies("dev");
        assertThat(other.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void whoever_gives_up_a_lock_under_which_something_was_applied_is_told_what_that_means() {
        Pull pull = applying(planned(Pull.first(), "dev")).runEnds("dev", "errored");
        pull.says(LEE, new Command.Unlock(List.of(named("dev"))));
        assertThat(pull.answered(Answer.Said.class).sentence())
                .isEqualTo("unlocked dev. What this pull request applied there, if anything, is on no branch yet:"
                        + " whoever applies next undoes it.");
    }

    @Test
    void the_lock_of_an_apply_in_progress_is_not_taken() {
        var shared = new TreeMap<String, EnvironmentState>();
        applying(planned(new Pull(1, shared), "dev"));
        Pull other = planned(new Pull(2, shared), "dev");
        other.says(ANN, new Command.Unlock(List.of(named("dev")), new Command.Unlock.From(1, "now")));
        assertThat(other.answered(Answer.Said.class).sentence()).startsWith("#1 is applying dev: nothing was unlocked");
        assertThat(shared.get("ws-dev").holder()).isNotNull();
    }

    @Test
    void who_asks_for_more_than_people_type_is_told_once_and_then_not_heard_for_a_while() {
        Pull pull = planned(Pull.first(), "dev");
        for (int i = 0; i < Talk.MOST; i++) {
            pull.says(SAM, new Command.Help());
            assertThat(pull.wanted(Effect.Reply.class)).hasSize(1);
        }
        pull.says(SAM, new Command.Help());
        assertThat(pull.answered(Answer.Said.class).sentence()).startsWith("more than 30 commands");
        for (int i = 0; i < 100; i++) {
            pull.says(SAM, new Command.Help());
            assertThat(pull.effects).isEmpty();
        }
        pull.says(LEE, new Command.Help());
        assertThat(pull.wanted(Effect.Reply.class)).as("somebody else").hasSize(1);

        pull.after(Duration.ofMinutes(10)).says(SAM, new Command.Help());
        assertThat(pull.wanted(Effect.Reply.class)).as("later").hasSize(1);
    }

    @Test
    void redacting_asks_for_the_permission_to_plan_and_speaks_of_what_was_written_before_it() {
        Pull pull = planned(Pull.first(), "dev");
        pull.says(SAM, new Command.Redact());
        assertThat(pull.wanted(Effect.Redact.class)).isEmpty();
        pull.says(LEE, new Command.Redact());
        assertThat(pull.wanted(Effect.Redact.class)).containsExactly(new Effect.Redact(pull.now));
    }
}
