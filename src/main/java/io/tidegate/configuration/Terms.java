package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.AfterFreeze;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.IgnoredDifferences;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rights;
import io.tidegate.environment.Rules;
import io.tidegate.environment.ShowLevel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** What is written about an environment: by itself, by a rule that fits it, or at the top for all. Empty is unsaid. */
record Terms(
        Optional<List<String>> paths,
        Optional<List<String>> ignore,
        Optional<List<Placed<String>>> varFiles,
        Optional<List<Placed<EnvironmentName>>> after,
        Optional<ApplyMode> apply,
        Optional<PlanMode> plan,
        Optional<ApprovalRule> approvals,
        Map<Right, List<Grantee>> rights,
        Optional<ShowLevel> show,
        Optional<PlanJson> planJson,
        Optional<Boolean> confirmDestroy,
        Optional<List<Freeze>> freezes,
        Optional<AfterFreeze> afterFreeze,
        Optional<List<String>> ignored) {
    static final SequencedSet<String> KEYS = Defaults.keys(
            "paths",
            "ignore",
            "var-files",
            "after",
            "apply",
            "plan",
            "permissions",
            "approvals",
            "show",
            "plan-json",
            "confirm-destroy",
            "freeze",
            "after-freeze",
            "ignore-differences");

    /** Nothing at all. */
    static final Terms NOTHING = new Terms(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    static Terms read(Section section, Problems problems) {
        return new Terms(
                PathText.globs("paths", section, problems),
                PathText.globs("ignore", section, problems),
                PathText.varFiles(section, problems),
                section.list("after").map(written -> after(written, problems)),
                section.apply(),
                section.plan(),
                ApprovalText.read(section, problems),
                RightsText.read(section, problems),
                section.show(),
                section.planJson(),
                section.flag("confirm-destroy"),
                section.list("freeze").map(written -> FreezeText.read(written, problems)),
                section.afterFreeze(),
                IgnoredText.read(section, problems));
    }

    private static List<Placed<EnvironmentName>> after(List<Placed<String>> written, Problems problems) {
        List<Placed<EnvironmentName>> after = new ArrayList<>();
        for (Placed<String> name : written) {
            if (EnvironmentName.isValid(name.value())) {
                after.add(new Placed<>(new EnvironmentName(name.value()), name.place()));
            } else {
                problems.add(name.place(), Words.quoted(name.value()) + " is not an environment name: " + Draft.NAMES);
            }
        }
        return after;
    }

    /** This, and where it says nothing the other. Rights are filled one by one. */
    Terms over(Terms other) {
        Map<Right, List<Grantee>> both = new EnumMap<>(Right.class);
        both.putAll(other.rights);
        both.putAll(rights);
        return new Terms(
                paths.or(other::paths),
                ignore.or(other::ignore),
                varFiles.or(other::varFiles),
                after.or(other::after),
                apply.or(other::apply),
                plan.or(other::plan),
                approvals.or(other::approvals),
                both,
                show.or(other::show),
                planJson.or(other::planJson),
                confirmDestroy.or(other::confirmDestroy),
                freezes.or(other::freezes),
                afterFreeze.or(other::afterFreeze),
                ignored.or(other::ignored));
    }

    Terms after(List<Placed<EnvironmentName>> other) {
        return new Terms(
                paths,
                ignore,
                varFiles,
                Optional.of(other),
                apply,
                plan,
                approvals,
                rights,
                show,
                planJson,
                confirmDestroy,
                freezes,
                afterFreeze,
                ignored);
    }

    /** @param usual how much is shown where nobody says */
    Rules rules(ShowLevel usual) {
        return new Rules(
                apply.orElse(ApplyMode.ON_COMMAND),
                plan.orElse(PlanMode.AUTO),
                approvals.orElse(ApprovalRule.of(1)),
                Rights.USUAL.with(rights),
                confirmDestroy.orElse(false),
                freezes.orElse(List.of()),
                afterFreeze.orElse(AfterFreeze.WAIT),
                IgnoredDifferences.of(ignored.orElse(List.of())),
                show.orElse(usual),
                planJson.orElse(PlanJson.ANY));
    }
}
