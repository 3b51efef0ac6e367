package io.tidegate.change;

import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Actor;
import io.tidegate.report.Button;
import io.tidegate.report.Buttons;
import io.tidegate.report.EnvironmentCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buttons of check runs: the same commands as comments, through the same gates. */
class ButtonsTest {
    private static final List<EnvironmentName> DEV = List.of(Pull.name("dev"));

    private static List<Button> shown(Pull pull) {
        return EnvironmentCheck.of(pull.change, pull.work("dev"), pull.shared).buttons();
    }

    private static Button labelled(Pull pull, String label) {
        return shown(pull).stream()
                .filter(button -> button.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static ChangeEvent press(Pull pull, Actor by, String identifier) {
        Origin origin = new Origin.Button(900, pull.change.revision().head(), identifier, by.id());
        Command command =
                Buttons.command(identifier, DEV, pull.change.revision().head()).orElseThrow();
        return new ChangeEvent.CommandGiven(origin, command, by, pull.now, pull.now);
    }

    private static Pull pressed(Pull pull, Actor by, String label) {
        ChangeEvent.CommandGiven press =
                (ChangeEvent.CommandGiven) press(pull, by, labelled(pull, label).identifier());
        pull.happens(press);
        return pull.read(new ChangeEvent.Purpose.ForCommand(press.origin()), null);
    }

    private static Pull ready() {
        Pull pull = Pull.first();
        pull.environments = List.of(Pull.environment("dev", ApplyMode.ON_COMMAND, 0));
        return pull.inspected().planned("dev", plan("pool")).shown();
    }

    @Test
    void what_is_ready_can_be_applied_or_planned_by_a_button_and_what_is_planned_can_be_stopped() {
        Pull pull = Pull.first().inspected();
        assertThat(shown(pull)).extracting(Button::label).containsExactly("Discard");
        assertThat(shown(ready())).extracting(Button::label).containsExactly("Apply", "Plan");
    }

    @Test
    void apply_starts_the_run_of_the_plan_that_the_button_showed() {
        Pull pull = pressed(ready(), Pull.LEE, "Apply");
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
        pull.compares("dev", plan("pool")).readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
    }

    @Test
    void a_plan_that_the_button_did_not_show_is_not_applied_by_it() {
        Pull pull = ready();
        ChangeEvent.CommandGiven press = (ChangeEvent.CommandGiven) press(pull, Pull.LEE, "apply:00000000:0");
        pull.happens(press).read(new ChangeEvent.Purpose.ForCommand(press.origin()), null);
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(pull.answered(Answer.Refused.class).reports().getFirst().closed())
                .extracting(judged -> judged.gate())
                .containsExactly("plan");
    }

    @Test
    void a_press_that_is_delivered_twice_is_one_and_the_next_press_is_another() {
        Pull pull = ready();
        String first = labelled(pull, "Plan").identifier();
        ChangeEvent press = press(pull, Pull.LEE, first);
        pull.happens(press);
        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
        assertThat(pull.wanted(Effect.React.class)).isEmpty();
        pull.happens(press);
        assertThat(pull.effects).isEmpty();
        assertThat(labelled(pull, "Plan").identifier()).isNotEqualTo(first);
    }

    @Test
    void a_button_of_an_earlier_commit_is_answered_and_does_nothing() {
        Pull pull = ready();
        Origin origin = new Origin.Button(900, "0".repeat(40), "plan:0", Pull.LEE.id());
        pull.happens(new ChangeEvent.CommandGiven(
                origin, new Command.Plan(List.of(Pull.named("dev"))), Pull.LEE, pull.now, pull.now));
        assertThat(pull.answered(Answer.Said.class).sentence()).contains("earlier commit");
        assertThat(pull.wanted(Effect.ReadEvidence.class)).isEmpty();
    }

    @Test
    void identifiers_that_we_do_not_give_are_no_commands() {
        for (String strange : List.of("", "apply", "apply:", "destroy:1", "plan:0 --all", "plan:/apply", "PLAN:0")) {
            boolean known = strange.equals("apply");
            assertThat(Buttons.command(strange, DEV, "head").isPresent())
                    .as(strange)
                    .isEqualTo(known);
        }
    }
}
