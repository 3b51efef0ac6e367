package io.tidegate.change;

import static io.tidegate.change.Pull.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.AfterFreeze;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Freeze;
import io.tidegate.gate.PullRequest;
import io.tidegate.report.SummaryComment;
import io.tidegate.report.VerdictCheck;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A freeze from before the merge that it holds back to its end. A test begins on Monday, 12:00 in Kyiv. */
class FreezingTest {
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
    private static final Freeze NOW = weekly(DayOfWeek.SATURDAY, 9, DayOfWeek.TUESDAY, 8);
    private static final Freeze LATER = weekly(DayOfWeek.FRIDAY, 16, DayOfWeek.SATURDAY, 9);
    private static final Instant END = Instant.parse("2026-11-24T06:00:00Z");

    private static Freeze weekly(DayOfWeek from, int hour, DayOfWeek to, int until) {
        return new Freeze.Weekly("written", from, LocalTime.of(hour, 0), to, LocalTime.of(until, 0), KYIV);
    }

    private static Pull planned(AfterFreeze after, Freeze... freezes) {
        Pull pull = Pull.first();
        Environment dev = Pull.environment("dev", ApplyMode.ON_MERGE, 0);
        pull.environments =
                List.of(dev.with(dev.rules().withFreezes(List.of(freezes)).with(after)));
        return pull.inspected().planned("dev", Pull.plan("pool")).shown();
    }

    private static Pull merged(Pull pull) {
        pull.life = PullRequest.Life.MERGED;
        return pull.inspected().read(new ChangeEvent.Purpose.ForMerge(), null);
    }

    private static Pull thawed(Pull pull) {
        pull.now = pull.wanted(Effect.Wait.class).getFirst().until();
        return pull.happens(new ChangeEvent.Waited(new Alarm.FreezeEnds(name("dev")), pull.now));
    }

    /** As people read it. */
    private static String plain(String markdown) {
        return markdown.replace("<!-- -->", "").replace("\\", "");
    }

    private static String comment(Pull pull) {
        return plain(SummaryComment.render(pull.change, pull.shared).orElseThrow());
    }

    @Test
    void a_merge_that_would_wait_is_announced_before_it_in_the_freezes_own_time() {
        Pull pull = planned(AfterFreeze.WAIT, NOW);
        assertThat(comment(pull))
                .contains(
                        "A merge now does not apply dev",
                        "until Tue 08:00 Europe/Kyiv",
                        "nothing is started by the clock")
                .contains("| freeze |");
        assertThat(plain(VerdictCheck.of(pull.change, pull.shared).summary()))
                .contains("A merge now does not apply dev", "until Tue 08:00 Europe/Kyiv");
        assertThat(comment(planned(AfterFreeze.RESUME, NOW))).contains("the merge goes on by itself");
    }

    @Test
    void a_freeze_that_comes_next_is_said_with_its_time() {
        Pull pull = planned(AfterFreeze.WAIT, LATER);
        assertThat(comment(pull))
                .contains("not frozen (next: Fri 16:00 Europe/Kyiv)")
                .doesNotContain("A merge now");
    }

    @Test
    void the_comment_follows_when_a_freeze_ends_and_waits_for_the_next_turn_with_one_alarm() {
        Pull pull = Pull.first();
        Environment dev = Pull.environment("dev", ApplyMode.ON_MERGE, 0);
        Environment prod = Pull.environment("prod", ApplyMode.ON_MERGE, 0);
        pull.environments = List.of(
                dev.with(dev.rules().withFreezes(List.of(NOW))),
                prod.with(prod.rules().withFreezes(List.of(LATER))));
        pull.inspected();
        assertThat(pull.wanted(Effect.Wait.class)).containsExactly(new Effect.Wait(new Alarm.FreezeTurns(), END));
        pull.planned("dev", Pull.plan("pool")).shown();

        pull.now = END;
        pull.happens(new ChangeEvent.Waited(new Alarm.FreezeTurns(), END));
        assertThat(comment(pull)).doesNotContain("A merge now").contains("not frozen (next: Sat 09:00 Europe/Kyiv)");
        assertThat(pull.wanted(Effect.RefreshSummary.class)).isNotEmpty();
        assertThat(pull.wanted(Effect.Wait.class))
                .containsExactly(new Effect.Wait(new Alarm.FreezeTurns(), Instant.parse("2026-11-27T14:00:00Z")));

        pull.life = PullRequest.Life.CLOSED;
        pull.inspected().happens(new ChangeEvent.Waited(new Alarm.FreezeTurns(), pull.now));
        assertThat(pull.wanted(Effect.Wait.class)).isEmpty();
    }

    @Test
    void what_a_freeze_held_back_is_planned_again_and_waits_for_a_person() {
        Pull pull = merged(planned(AfterFreeze.WAIT, NOW));
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(pull.wanted(Effect.Wait.class))
                .containsExactly(new Effect.Wait(new Alarm.FreezeEnds(name("dev")), END));
        thawed(pull);
        assertThat(pull.wanted(Effect.ReadEvidence.class)).isEmpty();
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        assertThat(pull.answered(Answer.Thawed.class).environment()).isEqualTo(name("dev"));
    }

    @Test
    void where_it_is_to_resume_the_merge_goes_on_through_its_gates() {
        Pull pull = thawed(merged(planned(AfterFreeze.RESUME, NOW)));
        assertThat(pull.wanted(Effect.ReadEvidence.class))
                .containsExactly(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge()));
        pull.read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
        pull.compares("dev", Pull.plan("pool", "another"));
        assertThat(pull.answered(Answer.PlanChanged.class).environment()).isEqualTo(name("dev"));
    }

    @Test
    void where_one_resumes_another_that_waits_for_a_person_is_not_taken_along() {
        Pull pull = Pull.first();
        Environment dev = Pull.environment("dev", ApplyMode.ON_MERGE, 0);
        Environment prod = Pull.environment("prod", ApplyMode.ON_MERGE, 0);
        pull.environments = List.of(
                dev.with(dev.rules().withFreezes(List.of(NOW)).with(AfterFreeze.RESUME)),
                prod.with(prod.rules().withFreezes(List.of(NOW))));
        pull.inspected().planned("dev", Pull.plan("pool")).planned("prod", Pull.plan("pool"));
        thawed(merged(pull.shown()));
        pull.happens(new ChangeEvent.Waited(new Alarm.FreezeEnds(name("prod")), pull.now));
        assertThat(pull.answered(Answer.Thawed.class).environment()).isEqualTo(name("prod"));
        pull.planned("prod", Pull.plan("pool")).read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(pull.wanted(Effect.StartApply.class))
                .extracting(Effect.StartApply::environment)
                .containsExactly(name("dev"));
    }

    @Test
    void a_freeze_that_follows_another_is_waited_for_too() {
        Pull pull = merged(planned(AfterFreeze.RESUME, NOW, weekly(DayOfWeek.TUESDAY, 8, DayOfWeek.TUESDAY, 20)));
        thawed(pull);
        assertThat(pull.wanted(Effect.ReadEvidence.class)).isEmpty();
        assertThat(pull.wanted(Effect.Wait.class))
                .containsExactly(new Effect.Wait(new Alarm.FreezeEnds(name("dev")), END.plus(Duration.ofHours(12))));
    }

    @Test
    void a_freeze_that_begins_while_the_merge_is_compared_is_waited_for() {
        Pull pull = merged(planned(AfterFreeze.RESUME, LATER));
        pull.compares("dev", Pull.plan("pool"));
        pull.now = Instant.parse("2026-11-27T14:00:00Z");
        pull.readsAgain("dev");
        assertThat(pull.answered(Answer.Withdrawn.class)).isNotNull();
        assertThat(pull.wanted(Effect.Wait.class))
                .containsExactly(
                        new Effect.Wait(new Alarm.FreezeEnds(name("dev")), Instant.parse("2026-11-28T07:00:00Z")));
        thawed(pull);
        assertThat(pull.answered(Answer.Thawed.class)).isNotNull();
    }
}
