package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.Environment;
import io.tidegate.environment.IgnoredDifferences;
import io.tidegate.plan.Action;
import io.tidegate.plan.AttributeDigest;
import io.tidegate.plan.ChangeDigest;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.report.CommandReply;
import io.tidegate.report.SummaryComment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Plans that never repeat are called so, and what helps is said. */
class RepeatingTest {
    /** One that gives this value to the same attribute of the same thing. */
    private static Plan giving(String value) {
        Plan plan = Pull.plan("pool");
        ResourceChange change = new ResourceChange(
                "null_resource.now",
                null,
                "managed",
                "t",
                "p",
                null,
                Action.UPDATE,
                null,
                false,
                List.of(),
                0,
                new ChangeDigest("t1:k:now" + value),
                new TreeMap<>(Map.of("triggers", new AttributeDigest("before", value))));
        return new Plan(
                List.of(change),
                List.of(),
                List.of(),
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

    private static Pull planned() {
        return Pull.first().inspected().planned("dev", giving("1")).shown();
    }

    @Test
    void a_real_plan_that_differs_without_a_cause_names_the_attribute_and_the_way_out() {
        Pull pull = planned().approvedBy(ANN).applies("dev").compares("dev", giving("2"));
        Answer.PlanChanged changed = pull.answered(Answer.PlanChanged.class);
        assertThat(changed.unstable()).containsExactly("null_resource.now.triggers");
        assertThat(CommandReply.render(changed, pull.change, pull.shared))
                .contains("does not repeat", "`null_resource.now.triggers`", "ignore-differences");
        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
    }

    @Test
    void a_plan_made_again_of_the_same_files_says_so_in_the_comment() {
        Pull pull = planned();
        pull.says(ANN, new Command.Plan(List.of())).planned("dev", giving("1"));
        assertThat(SummaryComment.render(pull.change, pull.shared).orElseThrow())
                .doesNotContain("does not repeat");
        pull.says(ANN, new Command.Plan(List.of())).planned("dev", giving("2"));
        assertThat(SummaryComment.render(pull.change, pull.shared).orElseThrow())
                .contains("does not repeat", "`null_resource.now.triggers`");
    }

    @Test
    void what_is_ignored_by_now_is_not_asked_for_again() {
        Pull pull = planned();
        pull.says(ANN, new Command.Plan(List.of())).planned("dev", giving("2"));
        Environment dev = pull.environments.getFirst();
        pull.environments =
                List.of(dev.with(dev.rules().with(IgnoredDifferences.of(List.of("null_resource.now.triggers")))));
        pull.says(ANN, new Command.Plan(List.of())).inspected().planned("dev", giving("3"));
        assertThat(SummaryComment.render(pull.change, pull.shared).orElseThrow())
                .doesNotContain("does not repeat");
    }

    @Test
    void other_files_make_another_plan_and_nothing_is_said() {
        Pull pull = planned();
        pull.head = "head2";
        pull.inspected().planned("dev", giving("2"));
        assertThat(SummaryComment.render(pull.change, pull.shared).orElseThrow())
                .doesNotContain("does not repeat");
    }
}
