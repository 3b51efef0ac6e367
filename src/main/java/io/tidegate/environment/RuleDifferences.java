package io.tidegate.environment;

import io.tidegate.environment.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What other rules would change for one environment, and whether that holds people back less than before. */
final class RuleDifferences {
    private static final List<String> PERMISSIONS = List.of("read", "triage", "write", "maintain", "admin");

    private RuleDifferences() {}

    /** @param name begins every sentence */
    static List<Difference> between(String name, Rules before, Rules after) {
        List<Difference> found = new ArrayList<>();
        value(
                name + "apply ",
                before.apply(),
                after.apply(),
                Strictness.of(before.apply()),
                Strictness.of(after.apply()),
                found);
        value(
                name + "plan ",
                before.plan(),
                after.plan(),
                Strictness.of(before.plan()),
                Strictness.of(after.plan()),
                found);
        approvals(name, before.approvals(), after.approvals(), found);
        for (Right right : Right.values()) {
            if (right == Right.BREAK_GLASS) {
                continue; // No repository says who has it.
            }
            rights(name, right, before.rights().of(right), after.rights().of(right), found);
        }
        flag(name + "confirm-destroy ", before.confirmDestroy(), after.confirmDestroy(), found);
        Differences.listed(
                name + "`freeze`",
                written(before.freezes()),
                written(after.freezes()),
                Kind.LOOSENS,
                Kind.TIGHTENS,
                found);
        value(
                name + "after-freeze ",
                before.afterFreeze(),
                after.afterFreeze(),
                Strictness.of(before.afterFreeze()),
                Strictness.of(after.afterFreeze()),
                found);
        ignored(name, before.ignored(), after.ignored(), found);
        value(
                name + "show ",
                before.show(),
                after.show(),
                Strictness.of(before.show()),
                Strictness.of(after.show()),
                found);
        value(
                name + "plan-json ",
                before.planJson(),
                after.planJson(),
                Strictness.of(before.planJson()),
                Strictness.of(after.planJson()),
                found);
        return found;
    }

    /** Bounds only take away: with the same globs, more of them tighten. */
    private static void ignored(
            String name, IgnoredDifferences before, IgnoredDifferences after, List<Difference> found) {
        if (before.text().equals(after.text())) {
            return;
        }
        boolean fewer =
                before.asked().containsAll(after.asked()) && after.within().containsAll(before.within());
        found.add(new Difference(
                name + "`ignore-differences` " + nothing(before.text()) + " → " + nothing(after.text()),
                fewer || after.isNothing() ? Kind.TIGHTENS : Kind.LOOSENS));
    }

    private static String nothing(String text) {
        return text.isEmpty() ? "nothing" : text;
    }

    private static void approvals(String name, ApprovalRule before, ApprovalRule after, List<Difference> found) {
        number(name + "approvals ", before.count(), after.count(), found);
        SortedSet<String> teams = new TreeSet<>(before.teams().keySet());
        teams.addAll(after.teams().keySet());
        for (String team : teams) {
            number(
                    name + "approvals of team " + team + " ",
                    before.teams().getOrDefault(team, 0),
                    after.teams().getOrDefault(team, 0),
                    found);
        }
        flag(name + "approvals of code owners ", before.codeowners(), after.codeowners(), found);
        value(
                name + "approvals bound to the ",
                before.bind(),
                after.bind(),
                Strictness.of(before.bind()),
                Strictness.of(after.bind()),
                found);
    }

    private static void rights(
            String name, Right right, List<Grantee> before, List<Grantee> after, List<Difference> found) {
        if (before.equals(after)) {
            return;
        }
        boolean more = after.stream().anyMatch(grantee -> !covered(grantee, before));
        boolean fewer = before.stream().anyMatch(grantee -> !covered(grantee, after));
        if (more || fewer) {
            found.add(new Difference(
                    name + "`permissions." + right.key() + "` " + list(before) + " → " + list(after),
                    more ? Kind.LOOSENS : Kind.TIGHTENS));
        }
    }

    /** Everybody with write permission has read permission too; who is in a team is nobody's to tell here. */
    private static boolean covered(Grantee grantee, List<Grantee> by) {
        return by.contains(grantee)
                || grantee.kind() == Grantee.Kind.PERMISSION
                        && by.stream()
                                .filter(other -> other.kind() == Grantee.Kind.PERMISSION)
                                .anyMatch(other ->
                                        PERMISSIONS.indexOf(other.name()) <= PERMISSIONS.indexOf(grantee.name()));
    }

    private static String list(List<Grantee> grantees) {
        return grantees.isEmpty()
                ? "nobody"
                : grantees.stream().map(Grantee::text).collect(Collectors.joining(", "));
    }

    private static void number(String what, int before, int after, List<Difference> found) {
        if (before != after) {
            found.add(Difference.of(what + before + " → " + after, before, after));
        }
    }

    private static void flag(String what, boolean before, boolean after, List<Difference> found) {
        if (before != after) {
            found.add(new Difference(what + before + " → " + after, after ? Kind.TIGHTENS : Kind.LOOSENS));
        }
    }

    private static void value(
            String what, Enum<?> before, Enum<?> after, int strictBefore, int strictAfter, List<Difference> found) {
        if (before != after) {
            found.add(Difference.of(what + word(before) + " → " + word(after), strictBefore, strictAfter));
        }
    }

    private static List<String> written(List<Freeze> freezes) {
        return freezes.stream().map(Freeze::written).toList();
    }

    /** As it is written in the file. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
