package io.tidegate.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of environments whatever their repository says. It only tightens: where the repository asks for more,
 * that stays.
 *
 * @param match globs over the names of environments; empty for every one
 * @param approvals null, as the others, where nothing is asked
 * @param confirmDestroy whether it is asked
 * @param freezes added to the environment's own
 * @param ignorable what may be ignored at most; null, as elsewhere, where nothing is asked
 * @param breakGlass who may break glass, which no repository can say
 */
public record Minimum(
        List<PathPattern> match,
        @Nullable ApprovalRule approvals,
        @Nullable PlanMode plan,
        @Nullable ApplyMode apply,
        boolean confirmDestroy,
        @Nullable PlanJson planJson,
        @Nullable ShowLevel show,
        List<Freeze> freezes,
        @Nullable List<String> ignorable,
        List<Grantee> breakGlass) {
    public Minimum {
        match = List.copyOf(match);
        freezes = List.copyOf(freezes);
        ignorable = ignorable == null ? null : List.copyOf(ignorable);
        breakGlass = List.copyOf(breakGlass);
    }

    boolean matches(EnvironmentName name) {
        return match.isEmpty() || match.stream().anyMatch(glob -> glob.matches(name.text()));
    }

    Rules tighten(Rules rules) {
        Rules tight = rules;
        if (approvals != null) {
            tight = tight.with(stricter(tight.approvals(), approvals));
        }
        if (plan != null && Strictness.of(plan) > Strictness.of(tight.plan())) {
            tight = tight.with(plan);
        }
        if (apply != null && Strictness.of(apply) > Strictness.of(tight.apply())) {
            tight = tight.with(apply);
        }
        if (planJson != null && Strictness.of(planJson) > Strictness.of(tight.planJson())) {
            tight = tight.with(planJson);
        }
        if (show != null && Strictness.of(show) > Strictness.of(tight.show())) {
            tight = tight.with(show);
        }
        if (ignorable != null) {
            tight = tight.with(tight.ignored().within(ignorable));
        }
        if (!breakGlass.isEmpty()) {
            List<Grantee> all = joined(tight.rights().of(Right.BREAK_GLASS), breakGlass);
            tight = tight.with(tight.rights().with(Map.of(Right.BREAK_GLASS, all)));
        }
        return tight.withConfirmDestroy(tight.confirmDestroy() || confirmDestroy)
                .withFreezes(joined(tight.freezes(), freezes));
    }

    /** Who meets this meets both. */
    private static ApprovalRule stricter(ApprovalRule one, ApprovalRule other) {
        SortedMap<String, Integer> teams = new TreeMap<>((Map<String, Integer>) one.teams());
        other.teams().forEach((team, count) -> teams.merge(team, count, Math::max));
        boolean commit = one.bind() == ApprovalRule.Bind.COMMIT || other.bind() == ApprovalRule.Bind.COMMIT;
        return new ApprovalRule(
                Math.max(one.count(), other.count()),
                teams,
                one.codeowners() || other.codeowners(),
                commit ? ApprovalRule.Bind.COMMIT : ApprovalRule.Bind.PLAN);
    }

    private static <T> List<T> joined(List<T> own, List<T> more) {
        List<T> all = new ArrayList<>(own);
        more.stream().filter(one -> !own.contains(one)).forEach(all::add);
        return all;
    }
}
