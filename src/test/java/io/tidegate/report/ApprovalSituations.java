package io.tidegate.report;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.SAM;
import static io.tidegate.change.Pull.plan;
import static io.tidegate.report.GateSituations.dev;
import static io.tidegate.report.GateSituations.then;
import static io.tidegate.report.GateSituations.with;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Pull;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Rules;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whose approval counts, and for what. */
final class ApprovalSituations {
    private static final Actor BOT = new Actor(77, "renovate[bot]", true);

    private ApprovalSituations() {}

    private static Rules asking(ApprovalRule rule) {
        return Rules.USUAL.with(rule);
    }

    private static Pull early() {
        Pull pull = Pull.first();
        pull.environments = List.of(dev(Rules.USUAL));
        return pull.inspected().approvedBy(ANN).planned("dev", plan("pool")).shown();
    }

    private static Pull changed(Rules rules, String then) {
        Pull pull = with(rules).approvedBy(ANN);
        pull.head = "head2";
        return pull.inspected().planned("dev", plan(then)).shown();
    }

    private static Pull pushed(Actor pusher) {
        Pull pull = with(Rules.USUAL);
        pull.happens(new ChangeEvent.Touched("synchronize", pusher, true, pull.now));
        return pull.approvedBy(pusher);
    }

    private static Pull team(Membership ann) {
        ApprovalRule rule = new ApprovalRule(1, new TreeMap<>(Map.of("sre", 1)), false, ApprovalRule.Bind.PLAN);
        Pull pull = with(asking(rule));
        if (ann != Membership.UNREADABLE) {
            pull.teams.put("ann", new TreeMap<>(Map.of("sre", ann)));
        }
        return pull.approvedBy(ANN);
    }

    private static Pull owned(@Nullable String file, String... changed) {
        Pull pull = Pull.first();
        pull.environments = List.of(dev(asking(new ApprovalRule(1, new TreeMap<>(), true, ApprovalRule.Bind.PLAN))));
        pull.owners = file;
        pull.changed = List.of(changed);
        pull.teams.put("ann", new TreeMap<>(Map.of("network", Membership.NONE)));
        return pull.inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
    }

    static void in(GateTable table) {
        String file = "environments/dev/main.tf";
        String module = "modules/vpc/main.tf";
        ApprovalRule commit = new ApprovalRule(1, new TreeMap<>(), false, ApprovalRule.Bind.COMMIT);
        table.open("approvals", "none is asked", with(asking(ApprovalRule.of(0))))
                .open("approvals", "somebody else approved the plan that the comment showed", then(p -> {}))
                .open("approvals", "a commit was added since, and the plan is the same", changed(Rules.USUAL, "pool"))
                .closed("approvals", "nobody approved", with(Rules.USUAL))
                .closed(
                        "approvals",
                        "one of two did",
                        with(asking(ApprovalRule.of(2))).approvedBy(KIM))
                .closed("approvals", "the author did", with(Rules.USUAL).approvedBy(LEE))
                .closed("approvals", "somebody who pushed did", pushed(KIM))
                .closed("approvals", "a bot did", with(Rules.USUAL).approvedBy(BOT))
                .closed(
                        "approvals",
                        "somebody who may not did",
                        with(Rules.USUAL).approvedBy(SAM))
                .closed("approvals", "it was given before there was a plan", early())
                .closed("approvals", "the plan is another one since", changed(Rules.USUAL, "vpc"))
                .closed("approvals", "`bind: commit`, and a commit was added", changed(asking(commit), "pool"))
                .open("approvals", "a member of the team that is asked did", team(Membership.ACTIVE))
                .closed("approvals", "nobody of the team did", team(Membership.NONE))
                .closed("approvals", "the App cannot read its members", team(Membership.UNREADABLE))
                .open("approvals", "`codeowners: true`, and an owner of all did", owned("* @ann", file, module))
                .closed(
                        "approvals",
                        "no owner of a changed module did",
                        owned("* @ann\n/modules/ @acme/network", file, module))
                .closed(
                        "approvals",
                        "no owner of the environment's directory did",
                        owned("* @kim\n/modules/ @ann", module))
                .closed("approvals", "nobody owns what changed", owned("* @ann\n/modules/", file, module))
                .closed(
                        "approvals",
                        "only an address, or another organisation's team, owns it",
                        owned("* ann@example.com @other/sre", file))
                .closed("approvals", "a line of CODEOWNERS is not understood", owned("* @ann\n!/modules/ @kim", module))
                .closed("approvals", "the default branch has no CODEOWNERS", owned(null, file));
    }
}
