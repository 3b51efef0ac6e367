package io.tidegate.change;

import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.Rights;
import io.tidegate.environment.Rules;
import io.tidegate.environment.ShowLevel;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.Verdict;
import io.tidegate.plan.Action;
import io.tidegate.plan.ChangeDigest;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.report.EnvironmentCheck;
import io.tidegate.report.SummaryComment;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Freezes and typed confirmations: gates that exist where the configuration asks for them. */
class RestrictionsTest {
    private static Rules rules(boolean confirmDestroy, Freeze... freezes) {
        return new Rules(
                ApplyMode.ON_COMMAND,
                PlanMode.AUTO,
                ApprovalRule.of(0),
                Rights.USUAL,
                confirmDestroy,
                List.of(freezes),
                ShowLevel.VALUES,
                PlanJson.ANY);
    }

    private static Pull planned(Rules rules, Plan plan) {
        Pull pull = Pull.first();
        pull.environments = List.of(new Environment(name("dev"), "environments/dev", "acme", "infra-dev", rules));
        return pull.inspected().planned("dev", plan).shown();
    }

    /** A plan that destroys so many resources and changes one. */
    private static Plan destroying(int count) {
        Plan plan = Pull.plan("pool");
        List<ResourceChange> changes = new ArrayList<>(plan.changes());
        IntStream.range(0, count)
                .mapToObj(i -> new ResourceChange(
                        "db" + i,
                        null,
                        "managed",
                        "t",
                        "p",
                        null,
                        Action.DELETE,
                        null,
                        false,
                        List.of(),
                        0,
                        new ChangeDigest("t1:k:db" + i)))
                .forEach(changes::add);
        return new Plan(
                changes,
                plan.outputs(),
                plan.others(),
                plan.counts(),
                plan.context(),
                plan.keyPrefix(),
                true,
                true,
                false,
                plan.terraformVersion(),
                0,
                List.of(),
                0,
                false,
                List.of(),
                List.of());
    }

    private static Pull applies(Pull pull, Integer destroys) {
        return pull.says(LEE, new Command.Apply(List.of(named("dev")), destroys));
    }

    private static Verdict.Closed closed(Pull pull) {
        List<GateReport.Judged> closed =
                pull.answered(Answer.Refused.class).reports().getFirst().closed();
        assertThat(closed).hasSize(1);
        return (Verdict.Closed) closed.getFirst().verdict();
    }

    private static Freeze today(Pull pull) {
        LocalDate day = LocalDate.ofInstant(pull.now, ZoneOffset.UTC);
        return new Freeze.Days("the holidays", day, day, ZoneId.of("UTC"));
    }

    @Test
    void nothing_is_applied_in_a_freeze_and_everything_after_it() {
        Rules frozen = rules(false, today(Pull.first()));
        Pull pull = applies(planned(frozen, Pull.plan("pool")), null);
        assertThat(closed(pull).reason()).isEqualTo("it is frozen (the holidays)");
        assertThat(closed(pull).remedy()).contains("the freeze ends at ").contains("/apply dev");
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();

        pull.after(Duration.ofDays(1));
        applies(pull, null);
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void a_freeze_that_begins_while_the_run_is_compared_stops_the_apply() {
        Pull pull = Pull.first();
        Rules frozen = rules(
                false,
                new Freeze.Days(
                        "tomorrow",
                        LocalDate.ofInstant(pull.now, ZoneOffset.UTC).plusDays(1),
                        LocalDate.ofInstant(pull.now, ZoneOffset.UTC).plusDays(1),
                        ZoneId.of("UTC")));
        pull = applies(planned(frozen, Pull.plan("pool")), null);
        pull.compares("dev", Pull.plan("pool")).after(Duration.ofDays(1)).readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
        assertThat(pull.answered(Answer.Withdrawn.class).report().closed())
                .extracting(GateReport.Judged::gate)
                .contains("freeze");
    }

    @Test
    void what_is_destroyed_must_be_confirmed_by_its_number() {
        Pull pull = planned(rules(true), destroying(3));
        assertThat(SummaryComment.render(pull.change, pull.shared).orElseThrow())
                .contains("/apply dev --confirm-destroy 3");
        assertThat(EnvironmentCheck.of(pull.change, pull.work("dev"), pull.shared)
                        .buttons())
                .noneMatch(button -> button.label().equals("Apply"));

        applies(pull, null);
        assertThat(closed(pull).reason()).isEqualTo("3 resources are destroyed or replaced, and nobody confirmed that");
        applies(pull, 2);
        assertThat(closed(pull).reason()).isEqualTo("3 resources are destroyed or replaced, and 2 was confirmed");
        assertThat(closed(pull).remedy()).contains("/apply dev --confirm-destroy 3");

        applies(pull, 3);
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
        pull.compares("dev", destroying(3)).readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
    }

    @Test
    void a_bare_apply_passes_over_what_must_be_confirmed() {
        Pull pull = planned(rules(true), destroying(1));
        pull.says(LEE, new Command.Apply(List.of()));
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(pull.answered(Answer.Said.class).sentence()).contains("nothing is ready");
    }

    @Test
    void what_destroys_nothing_needs_no_confirmation() {
        Pull pull = applies(planned(rules(true), Pull.plan("pool")), null);
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
    }
}
