package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.SAM;
import static io.tidegate.change.Pull.allowing;
import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.named;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.Right;
import io.tidegate.gate.GateReport;
import io.tidegate.report.CommandReply;
import io.tidegate.report.SummaryComment;
import io.tidegate.report.VerdictCheck;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Break-glass opens what can wait for people, for whom the server lists, says so, and wants a second person's look. */
class BreakGlassTest {
    private static final Freeze FROZEN =
            new Freeze.Days("the holidays", LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), ZoneId.of("UTC"));

    private static Environment dev(String... listed) {
        Environment dev = environment("dev", ApplyMode.ON_COMMAND, 1);
        return allowing(dev.with(dev.rules().withFreezes(List.of(FROZEN))), Right.BREAK_GLASS, listed);
    }

    private static Pull planned(Pull pull, String... listed) {
        pull.environments = List.of(dev(listed));
        return pull.inspected().planned("dev", plan("pool")).shown();
    }

    private static Command.Apply breaking(Pull pull) {
        String shown = pull.work("dev").plan().orElseThrow().fingerprint().shortForm();
        return new Command.Apply(List.of(named("dev")), null, new Command.Apply.BreakGlass("dev is down", shown));
    }

    private static Pull broken() {
        Pull pull = planned(Pull.first(), "user:lee");
        return pull.says(LEE, breaking(pull));
    }

    private static Pull applied() {
        return broken().compares("dev", plan("pool"))
                .readsAgain("dev")
                .confirmed("dev")
                .runEnds("dev", "applied");
    }

    private static List<String> closed(Pull pull) {
        return pull.answered(Answer.Refused.class).reports().getFirst().closed().stream()
                .map(GateReport.Judged::gate)
                .toList();
    }

    private static String comment(Pull pull) {
        return SummaryComment.render(pull.change, pull.shared).orElseThrow().replace("\\", "");
    }

    @Test
    void it_opens_approvals_and_a_freeze_and_says_so_with_the_reasons_and_who_was_not_asked() {
        Pull pull = broken();
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
        assertThat(pull.because).contains("break-glass by lee (1)", "dev is down", "approvals (0 of 1)", "freeze (");
        Answer.GlassBroken answer = pull.answered(Answer.GlassBroken.class);
        assertThat(answer.use().opened()).extracting(BrokenGlass.Opened::gate).containsExactly("approvals", "freeze");
        assertThat(CommandReply.render(answer, pull.change, pull.shared).replace("\\", ""))
                .contains("lee applies dev by break-glass", "“dev is down”", "| approvals | 0 of 1 |")
                .contains("it is frozen (the holidays)", "Not asked: somebody with write permission", "`/approve dev`");

        pull.compares("dev", plan("pool")).readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
    }

    @Test
    void it_stays_open_until_a_second_person_signs_it_off() {
        Pull pull = applied();
        assertThat(comment(pull))
                .contains("applied by break-glass", "Not signed off yet")
                .contains("**Next:** somebody else who may approve dev looks at what break-glass applied");
        assertThat(VerdictCheck.of(pull.change, pull.shared).title()).contains("break-glass of dev is not signed off");

        pull.says(LEE, new Command.Approve(List.of(named("dev")), null));
        assertThat(pull.answered(Answer.Said.class).sentence()).contains("a second person looks at it");
        pull.says(SAM, new Command.Approve(List.of(named("dev")), null));
        pull.says(ANN, new Command.Approve(List.of(), null));
        assertThat(pull.work("dev").unsigned()).isPresent();

        pull.says(ANN, new Command.Approve(List.of(named("dev")), null));
        Answer.SignedOff signed = pull.answered(Answer.SignedOff.class);
        assertThat(signed.use().signedOff()).isEqualTo(new BrokenGlass.SignedOff(ANN, pull.now));
        assertThat(CommandReply.render(signed, pull.change, pull.shared)).contains("signed off by ann");
        assertThat(comment(pull)).contains("Signed off by ann").doesNotContain("Not signed off");
        assertThat(VerdictCheck.of(pull.change, pull.shared).title()).doesNotContain("break-glass");
    }

    @Test
    void nobody_signs_off_what_is_still_being_applied() {
        Pull pull = broken().compares("dev", plan("pool")).readsAgain("dev").confirmed("dev");
        pull.says(ANN, new Command.Approve(List.of(named("dev")), null));
        assertThat(pull.effects.toString()).contains("it is being applied");
        assertThat(pull.work("dev").unsigned()).isPresent();
    }

    @Test
    void only_those_who_are_listed_may_and_only_they_are_offered_it() {
        Pull unlisted = planned(Pull.first());
        unlisted.says(LEE, breaking(unlisted));
        assertThat(unlisted.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(unlisted.answered(Answer.NotPermitted.class)
                        .refusals()
                        .getFirst()
                        .why())
                .contains("`break-glass` of the server or the organisation names nobody");
        unlisted.applies("dev");
        assertThat(CommandReply.render(unlisted.answered(Answer.Refused.class), unlisted.change, unlisted.shared))
                .doesNotContain("break-glass");

        Pull other = planned(Pull.first(), "user:kim");
        other.applies("dev");
        assertThat(CommandReply.render(other.answered(Answer.Refused.class), other.change, other.shared))
                .contains("Cannot wait? On-call: `/apply dev --break-glass \"why\" --plan ");
        other.says(LEE, breaking(other));
        assertThat(other.wanted(Effect.StartApply.class)).isEmpty();
    }

    @Test
    void it_never_opens_what_says_who_asks_what_runs_and_whether_it_is_current() {
        refused("draft", pull -> pull.draft = true);
        refused("fork", pull -> pull.fork = true);
        refused("mergeable", pull -> pull.mergeable = io.tidegate.gate.PullRequest.Mergeable.NO);
        refused("base", pull -> pull.moved = List.of(name("dev")));
        refused("workspace", pull -> pull.workspaceLockedBy = "olivia");
        refused("configuration", pull -> pull.configured = false);
        refused("permission", pull -> pull.environments = List.of(allowing(dev("user:lee"), Right.APPLY, "user:kim")));
    }

    private static void refused(String gate, Consumer<Pull> what) {
        Pull pull = planned(Pull.first(), "user:lee");
        what.accept(pull);
        pull.says(LEE, breaking(pull));
        assertThat(closed(pull)).containsExactly(gate);
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
    }

    @Test
    void the_plan_that_is_named_is_the_one_that_is_applied_and_no_other() {
        Pull pull = planned(Pull.first(), "user:lee");
        Command.Apply first = breaking(pull);
        pull.says(ANN, new Command.Plan(List.of()))
                .planned("dev", plan("other"))
                .shown();
        pull.says(LEE, first);
        assertThat(closed(pull)).containsExactly("plan");

        Pull changed = broken().compares("dev", plan("pool", "more"));
        assertThat(changed.answered(Answer.PlanChanged.class).environment()).isEqualTo(name("dev"));
        assertThat(changed.wanted(Effect.ReadEvidence.class)).isEmpty();
        assertThat(changed.work("dev").unsigned()).isEmpty();
    }

    @Test
    void an_idle_lock_is_taken_and_its_loser_told_but_never_one_under_which_something_runs() {
        Pull first = planned(new Pull(1, new TreeMap<>()), "user:lee");
        Pull second = planned(new Pull(2, first.shared), "user:lee");
        first.says(LEE, new Command.Lock(List.of(named("dev")), null, "mine"));
        second.says(LEE, breaking(second)).tells(first);
        assertThat(second.wanted(Effect.StartApply.class)).hasSize(1);
        assertThat(second.answered(Answer.GlassBroken.class).use().opened())
                .extracting(BrokenGlass.Opened::gate)
                .contains("lock");
        assertThat(first.answered(Answer.LockLost.class).why()).contains("by break-glass for #2", "dev is down");
        assertThat(second.shared.get("ws-dev").holder().change()).isEqualTo(second.id);
        assertThat(second.shared.get("ws-dev").applying().change()).isEqualTo(second.id);

        first.says(LEE, breaking(first));
        assertThat(first.answered(Answer.Queued.class).environments()).containsExactly(name("dev"));
        assertThat(first.wanted(Effect.StartApply.class)).isEmpty();
    }
}
