package io.tidegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.Plan;
import io.tidegate.terraformcloud.RecordedPlans;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanDiffTest {
    @ParameterizedTest
    @MethodSource("io.tidegate.terraformcloud.RecordedPlans#names")
    void a_plan_is_rendered_as_agreed(String name) {
        Plan plan = RecordedPlans.plan(name);
        String text = "| " + PlanWords.counts(plan) + " | " + PlanWords.summary(plan) + " |\n\n"
                + PlanSummary.render(plan, ShowLevel.VALUES);
        assertThat(text).hasSizeLessThanOrEqualTo(Budget.COMMENT);
        Golden.agrees("plan-" + name + ".md", text);
    }

    @Test
    void names_alone_are_rendered_without_values() {
        Golden.agrees(
                "plan-04-replace-names.md",
                PlanDiff.of(RecordedPlans.plan("04-replace", ShowLevel.NAMES), ShowLevel.NAMES));
        assertThat(PlanDiff.of(RecordedPlans.plan("04-replace"), ShowLevel.COUNTS))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.tidegate.terraformcloud.RecordedPlans#names")
    void forms_grow_shorter(String name) {
        List<Integer> lengths = PlanDiff.forms(RecordedPlans.plan(name), ShowLevel.VALUES).stream()
                .map(String::length)
                .toList();
        assertThat(lengths.getLast()).isLessThan(60);
        assertThat(lengths).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void eight_hundred_changes_fit_and_every_row_stays() {
        Plan large = RecordedPlans.plan("30-large-800");
        String table = PlanTable.of(
                List.of(new PlanTable.Row("✅", "dev", PlanWords.counts(large), null, "", "nothing")), "Waits for");
        String text = Budget.fit(
                List.of(
                        Budget.Piece.whole(table),
                        new Budget.Piece(1, PlanDiff.forms(large, ShowLevel.VALUES)),
                        Budget.Piece.whole("footer")),
                Budget.COMMENT);
        assertThat(text)
                .hasSizeLessThanOrEqualTo(Budget.COMMENT)
                .contains("| ✅ **dev** | \\+805 | nothing |", "left out here", "footer");
    }

    @Test
    void the_least_important_piece_is_shortened_first_and_of_equals_the_last() {
        List<Budget.Piece> pieces = List.of(
                new Budget.Piece(1, List.of("aaaa", "a")),
                new Budget.Piece(1, List.of("bbbb", "b")),
                new Budget.Piece(2, List.of("cccc", "c")),
                Budget.Piece.whole("dddd"));
        assertThat(Budget.fit(pieces, 16)).isEqualTo("aaaabbbbccccdddd");
        assertThat(Budget.fit(pieces, 15)).isEqualTo("aaaabccccdddd");
        assertThat(Budget.fit(pieces, 12)).isEqualTo("abccccdddd");
        assertThat(Budget.fit(pieces, 0)).isEqualTo("abcdddd");
    }

    @Test
    void a_difference_says_what_is_new_what_is_gone_and_what_is_around() {
        Plan reviewed = RecordedPlans.plan("03-update-in-place").with("workspace", "ws-1");
        Plan now = RecordedPlans.plan("04-replace").with("workspace", "ws-2");
        Golden.agrees(
                "difference.md",
                DifferenceWords.of(
                        Coverage.difference(now, List.of(reviewed)), "ann's approval at 10:58", ShowLevel.VALUES));
        assertThat(DifferenceWords.of(
                        Coverage.difference(now, List.of(now)), "ann's approval at 10:58", ShowLevel.VALUES))
                .contains("nothing changed");
    }
}
