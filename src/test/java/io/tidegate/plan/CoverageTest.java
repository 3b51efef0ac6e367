package io.tidegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void the_same_changes_in_the_same_context_are_covered() {
        assertThat(Coverage.of(plan("a=1", "b=1"), List.of(plan("b=1", "a=1")), false))
                .isInstanceOf(CoverageVerdict.Covered.class);
    }

    @Test
    void nothing_is_covered_when_nothing_was_reviewed() {
        assertThat(Coverage.of(plan("a=1"), List.of(), true)).isInstanceOf(CoverageVerdict.Uncovered.class);
        assertThat(Coverage.of(plan(), List.of(), true)).isInstanceOf(CoverageVerdict.Uncovered.class);
    }

    @Test
    void a_new_or_different_change_is_never_covered() {
        assertThat(uncovered(plan("a=1", "b=1"), true, plan("a=1")).added())
                .extracting(ResourceChange::address)
                .containsExactly("b");
        PlanDifference different = uncovered(plan("a=2"), true, plan("a=1"));
        assertThat(different.added()).extracting(ResourceChange::address).containsExactly("a");
        assertThat(different.missing()).isEmpty();
    }

    @Test
    void fewer_changes_are_covered_only_with_the_reviewed_inputs() {
        assertThat(Coverage.of(plan("a=1"), List.of(plan("a=1", "b=1")), true))
                .isInstanceOf(CoverageVerdict.Covered.class);
        assertThat(uncovered(plan("a=1"), false, plan("a=1", "b=1")).missing()).containsExactly("b");
    }

    @Test
    void a_remainder_of_nothing_is_covered_although_it_cannot_be_applied() {
        Plan nothing = plan().with(Context.APPLYABLE, "false");
        assertThat(Coverage.of(nothing, List.of(plan("a=1").with(Context.APPLYABLE, "true")), true))
                .isInstanceOf(CoverageVerdict.Covered.class);
    }

    @Test
    void several_reviewed_plans_cover_together() {
        assertThat(Coverage.of(plan("a=1", "b=1"), List.of(plan("a=1"), plan("b=1")), true))
                .isInstanceOf(CoverageVerdict.Covered.class);
    }

    @Test
    void a_part_of_the_context_that_no_reviewed_plan_has_is_named() {
        Plan reviewed = plan("a=1").with("module.vpc", "old");
        assertThat(uncovered(plan("a=1").with("module.vpc", "new"), true, reviewed)
                        .context())
                .containsExactly(new ContextDifference("module.vpc", "old", "new"));
        assertThat(uncovered(plan("a=1"), true, reviewed).context())
                .containsExactly(new ContextDifference("module.vpc", "old", null));
        assertThat(uncovered(reviewed, true, plan("a=1")).context())
                .containsExactly(new ContextDifference("module.vpc", null, "old"));
        assertThat(Coverage.of(reviewed, List.of(reviewed, plan("a=1").with("module.vpc", "new")), true))
                .isInstanceOf(CoverageVerdict.Covered.class);
    }

    @Test
    void an_errored_plan_is_not_covered_even_by_itself() {
        Plan errored = errored(plan("a=1"));
        assertThat(Coverage.of(errored, List.of(errored), true))
                .isEqualTo(new CoverageVerdict.Uncovered(
                        new PlanDifference(List.of(), List.of(), List.of(), List.of(), List.of()), true));
    }

    @Test
    void the_fingerprint_follows_changes_and_context_but_not_their_order() {
        assertThat(plan("a=1", "b=1").fingerprint())
                .isEqualTo(plan("b=1", "a=1").fingerprint());
        assertThat(plan("a=1").fingerprint()).isNotEqualTo(plan("a=2").fingerprint());
        assertThat(plan("a=1").with("x", "1").fingerprint())
                .isNotEqualTo(plan("a=1").fingerprint());
        Fingerprint fingerprint = plan("a=1").fingerprint();
        assertThat(fingerprint.shortForm()).hasSize(4).matches("[0-9a-f]{4}");
        assertThat(fingerprint.isNamedBy(fingerprint.shortForm().toUpperCase(java.util.Locale.ROOT)))
                .isTrue();
        assertThat(fingerprint.isNamedBy(fingerprint.shortForm().substring(0, 3)))
                .isFalse();
    }

    private static PlanDifference uncovered(Plan real, boolean inputsAreReviewed, Plan... approved) {
        CoverageVerdict verdict = Coverage.of(real, List.of(approved), inputsAreReviewed);
        assertThat(verdict).isInstanceOf(CoverageVerdict.Uncovered.class);
        return ((CoverageVerdict.Uncovered) verdict).difference();
    }

    /** Each change as {@code address=digest}. */
    private static Plan plan(String... changes) {
        List<ResourceChange> all = Arrays.stream(changes)
                .map(change -> change.split("=", 2))
                .map(parts -> change(parts[0], null, String.join("=", parts)))
                .toList();
        return new Plan(
                all,
                List.of(),
                List.of(),
                ChangeCounts.of(all),
                Context.empty(),
                "t1:k",
                true,
                true,
                false,
                "1.11.4",
                0,
                List.of(),
                0,
                false,
                List.of(),
                List.of());
    }

    private static Plan errored(Plan p) {
        return new Plan(
                p.changes(),
                p.outputs(),
                p.others(),
                p.counts(),
                p.context(),
                p.keyPrefix(),
                false,
                true,
                true,
                "1.11.4",
                0,
                List.of(),
                0,
                false,
                List.of(),
                List.of());
    }

    private static ResourceChange change(String address, @Nullable String deposed, String digest) {
        return new ResourceChange(
                address,
                deposed,
                "managed",
                "t",
                "p",
                null,
                Action.UPDATE,
                null,
                false,
                List.of(),
                0,
                new ChangeDigest(digest));
    }
}
