package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.plan.Action;
import io.tidegate.plan.AttributeChange;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.Plan;
import io.tidegate.plan.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * HCP Terraform's redacted JSON. No recorded plan has this format: these documents are written by hand after the
 * description in HashiCorp's jsonformat.Plan.
 */
class RedactedPlanTest {
    private static final String ONE = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    @Test
    void its_changes_are_those_of_the_full_plan_and_its_digests_are_never_shown() {
        Plan plan = RecordedPlans.read(redacted(update("5", ONE, OTHER)));
        assertThat(plan.redacted()).isTrue();
        assertThat(plan.applyable()).isTrue();
        assertThat(plan.complete()).isTrue();
        assertThat(plan.changes()).hasSize(1).first().satisfies(change -> {
            assertThat(change.action()).isEqualTo(Action.UPDATE);
            assertThat(change.attributes())
                    .contains(new AttributeChange("size", new Shown.Text("1"), new Shown.Text("5"), false));
        });
        assertThat(plan.toString()).doesNotContain(ONE, OTHER);
    }

    @Test
    void the_digests_of_sensitive_values_count_for_nothing_and_everything_else_counts() {
        Plan reviewed = RecordedPlans.read(redacted(update("5", ONE, OTHER)));
        Plan salted = RecordedPlans.read(redacted(update("5", OTHER, ONE)));
        Plan larger = RecordedPlans.read(redacted(update("6", ONE, OTHER)));
        assertThat(salted.fingerprint()).isEqualTo(reviewed.fingerprint());
        assertThat(Coverage.of(salted, List.of(reviewed), true)).isInstanceOf(CoverageVerdict.Covered.class);
        assertThat(Coverage.of(larger, List.of(reviewed), true)).isInstanceOf(CoverageVerdict.Uncovered.class);
    }

    @Test
    void a_full_plan_is_not_covered_by_a_redacted_one_nor_the_other_way_round() {
        String change = update("5", "x", "y");
        Plan redacted = RecordedPlans.read(redacted(change));
        Plan full = RecordedPlans.read(PlanReaderTest.plan(change));
        assertThat(full.redacted()).isFalse();
        assertThat(Coverage.of(full, List.of(redacted), true)).isInstanceOf(CoverageVerdict.Uncovered.class);
        assertThat(Coverage.of(redacted, List.of(full), true)).isInstanceOf(CoverageVerdict.Uncovered.class);
    }

    @Test
    void without_a_change_it_says_that_nothing_changes_and_deferred_changes_make_it_incomplete() {
        assertThat(RecordedPlans.read(redacted("")).changesNothing()).isTrue();
        String deferred = redacted("")
                .replace(
                        "\"output_changes\"",
                        "\"deferred_changes\":[{\"reason\":\"unknown\",\"resource_change\":" + update("5", ONE, ONE)
                                + "}],\"output_changes\"");
        Plan plan = RecordedPlans.read(deferred);
        assertThat(plan.complete()).isFalse();
        assertThat(plan.changesNothing()).isFalse();
    }

    @Test
    void a_sensitive_output_is_one_token() {
        String outputs = "{\"secret\":{\"actions\":[\"update\"],\"before\":\"%s\",\"after\":\"%s\","
                + "\"after_unknown\":false,\"before_sensitive\":true,\"after_sensitive\":true}}";
        Plan plan = RecordedPlans.read(
                redacted("").replace("\"output_changes\":{}", "\"output_changes\":" + outputs.formatted(ONE, OTHER)));
        Plan again = RecordedPlans.read(
                redacted("").replace("\"output_changes\":{}", "\"output_changes\":" + outputs.formatted(OTHER, ONE)));
        assertThat(plan.outputs()).hasSize(1);
        assertThat(plan.fingerprint()).isEqualTo(again.fingerprint());
        assertThat(plan.toString()).doesNotContain(ONE, OTHER);
    }

    private static String redacted(String changes) {
        return "{\"plan_format_version\":\"1.1\",\"provider_format_version\":\"1.0\",\"resource_drift\":[],"
                + "\"resource_changes\":[" + changes + "],\"relevant_attributes\":[],\"output_changes\":{},"
                + "\"provider_schemas\":{\"p\":{\"resource_schemas\":{\"a\":{\"version\":0}}}}}";
    }

    private static String update(String size, String before, String after) {
        return PlanReaderTest.change(
                        "a.b",
                        "update",
                        "{\"size\":1,\"pin\":\"" + before + "\"}",
                        "{\"size\":" + size + ",\"pin\":\"" + after + "\"}")
                .replace("\"before_sensitive\":false", "\"before_sensitive\":{\"pin\":true}")
                .replace("\"after_sensitive\":{}", "\"after_sensitive\":{\"pin\":true}");
    }
}
