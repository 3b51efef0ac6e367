package io.tidegate.gate;

import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rights;
import io.tidegate.gate.Situation.LockSeen;
import io.tidegate.gate.Situation.PlanSeen;
import io.tidegate.gate.Verdict.Closed;
import io.tidegate.gate.Verdict.Open;
import io.tidegate.plan.Plan;
import io.tidegate.run.Tenure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gates, in the order in which people read them. When unsure, a gate is closed. */
public final class Gates {
    private static final List<Gate> ALL = List.of(
            Gate.always("configuration", Gates::configuration),
            Gate.always("workspace", Gates::workspace),
            Gate.always("permission", Gates::permission),
            Gate.always("plan", Gates::plan),
            Gate.always("approvals", Gates::approvals),
            Gate.always("promotion", Gates::promotion),
            Gate.always("lock", Gates::lock),
            Gate.beforeMerge("draft", PullRequestGates::draft),
            Gate.always("fork", PullRequestGates::fork),
            Gate.beforeMerge("mergeable", PullRequestGates::mergeable),
            Gate.beforeMerge("checks", PullRequestGates::checks),
            Gate.beforeMerge("base", PullRequestGates::base),
            Gate.where("pinned", Restrictions::mustBePinned, Restrictions::pinned),
            Gate.where("freeze", Restrictions::mayFreeze, Restrictions::freeze),
            Gate.where("confirmation", Restrictions::mayConfirm, Restrictions::confirmation));

    private Gates() {}

    /** Judges every gate that exists in this situation. */
    public static GateReport report(Situation situation) {
        return new GateReport(
                situation.environment().name(),
                ALL.stream()
                        .filter(gate -> gate.existsIn(situation))
                        .map(gate ->
                                new GateReport.Judged(gate.name(), gate.judge().apply(situation)))
                        .toList(),
                situation.configuration().commit(),
                situation.configuration().organization() == null
                        ? null
                        : situation.configuration().organization().commit());
    }

    private static Verdict configuration(Situation s) {
        if (!s.configuration().present()) {
            return new Closed(
                    "the default branch has no `.github/tidegate.yml`, so Tidegate only plans here",
                    "a `.github/tidegate.yml` that names this environment is merged");
        }
        if (!s.configuration().problems().isEmpty()) {
            return new Closed(
                    "`.github/tidegate.yml` on the default branch has errors, first: "
                            + s.configuration().problems().getFirst().text(),
                    "somebody corrects the file on the default branch");
        }
        OrganizationFile organization = s.configuration().organization();
        if (organization != null && organization.trouble() != null) {
            return new Closed(
                    organization.trouble(),
                    "an owner of the organisation puts a sound `" + OrganizationFile.PATH + "` on the default branch of"
                            + " its repository `" + OrganizationFile.REPOSITORY + "`");
        }
        if (s.configuration().environment(s.environment().name()).isEmpty()) {
            return new Closed(
                    "the default branch's configuration no longer has this environment",
                    "it is configured again, or this pull request is closed");
        }
        return s.environment().rules().apply() == ApplyMode.NEVER
                ? new Closed("`apply: never` is configured", "somebody changes `apply` in `.github/tidegate.yml`")
                : new Open("valid");
    }

    private static Verdict workspace(Situation s) {
        if (s.workspace() == null) {
            return new Closed(
                    "HCP Terraform's workspace was not read yet", "the plan is made, or somebody comments `/plan`");
        }
        if (s.workspace().tenure() instanceof Tenure.Contested contested) {
            return new Closed(contested.reason(), contested.remedy());
        }
        if (!s.workspace().appliable().isEmpty()) {
            return new Closed(
                    String.join("; ", s.workspace().appliable()),
                    "an administrator changes the workspace in HCP Terraform");
        }
        return s.workspace().lockedBy() != null
                ? new Closed(
                        "workspace " + s.workspace().name() + " is locked in HCP Terraform by "
                                + s.workspace().lockedBy(),
                        "they unlock it there")
                : new Open("usable");
    }

    private static Verdict permission(Situation s) {
        if (s.asking() == null) {
            return new Open("nobody has to ask");
        }
        Person person = s.asking().person();
        Rights rights = s.environment().rules().rights();
        return Authorization.refusal(rights, Right.APPLY, person)
                .<Verdict>map(why -> new Closed(
                        person.actor().login() + " " + why,
                        Authorization.somebody(rights, Right.APPLY) + " comments `/apply "
                                + s.environment().name() + "`"))
                .orElseGet(() -> new Open(person.actor().login() + " may apply"));
    }

    private static Verdict plan(Situation s) {
        String replan = "somebody comments `/plan " + s.environment().name() + "` and the new plan is reviewed";
        if (s.headMoved() && !s.merged()) {
            return new Closed("the pull request was pushed to since this plan", "the new plan is made and reviewed");
        }
        if (!s.treeAppliable() && !s.merged()) {
            return new Closed(
                    "the head is behind its base, so its tree is not what a merge would give",
                    "the author updates the branch");
        }
        return switch (s.plan()) {
            case PlanSeen.Missing missing -> new Closed(missing.reason(), missing.remedy());
            case PlanSeen.Compared compared ->
                untrusted(s, compared.plan())
                        .orElseGet(() -> compared.covered()
                                ? new Open("the real plan is the reviewed one" + redacted(compared.plan()))
                                : new Closed(
                                        "plan " + shortForm(compared.plan()) + " has a change that nobody reviewed",
                                        replan));
            case PlanSeen.Current current ->
                untrusted(s, current.plan())
                        .orElseGet(() -> current.shown()
                                ? new Open(shortForm(current.plan()) + " is current" + redacted(current.plan()))
                                : new Closed(
                                        "the comment was not showing plan " + shortForm(current.plan())
                                                + " yet when this was asked for",
                                        "somebody reads the plan and asks again"));
        };
    }

    /** Why a plan is not applied, whoever approved it. */
    private static Optional<Verdict> untrusted(Situation s, Plan plan) {
        if (!plan.doubts().isEmpty()) {
            return Optional.of(new Closed(
                    String.join("; ", plan.doubts()),
                    "somebody compares the run in HCP Terraform with this plan, and comments `/plan "
                            + s.environment().name() + "`"));
        }
        if (plan.redacted() && s.environment().rules().planJson() == PlanJson.FULL) {
            return Optional.of(new Closed(
                    "`plan-json: full` is configured, and HCP Terraform showed only the redacted plan",
                    "the team of Tidegate's token gets the permission Admin on the workspace, then `/plan "
                            + s.environment().name() + "`"));
        }
        return Optional.empty();
    }

    private static String redacted(Plan plan) {
        return plan.redacted()
                ? " (of the redacted JSON: sensitive values, providers, modules and provisioners are not compared)"
                : "";
    }

    private static String shortForm(Plan plan) {
        return plan.fingerprint().shortForm();
    }

    private static Verdict approvals(Situation s) {
        Situation.ApprovalsSeen approvals = s.approvals();
        if (!approvals.asked().asked()) {
            return new Open("none needed");
        }
        String counted = approvals.counted().isEmpty() ? "" : " by " + String.join(", ", approvals.counted());
        int enough = Math.max(approvals.asked().count(), 1);
        if (approvals.lacking().isEmpty()) {
            return new Open(approvals.counted().size() + " of " + enough + counted + unlinked(approvals));
        }
        String others = approvals.discounted().stream()
                .map(d -> d.login() + " (" + d.why() + ")")
                .collect(Collectors.joining(", "));
        return new Closed(
                String.join("; ", approvals.lacking())
                        + counted
                        + (others.isEmpty() ? "" : "; not " + others)
                        + unlinked(approvals),
                Authorization.somebody(s.environment().rules().rights(), Right.APPROVE)
                        + teams(approvals)
                        + " who has no part in it reviews the plan, or comments `/approve "
                        + s.environment().name() + "`"
                        + approvals.remedies().stream()
                                .map(remedy -> "; and " + remedy)
                                .collect(Collectors.joining()));
    }

    private static String teams(Situation.ApprovalsSeen approvals) {
        String teams = String.join(", ", approvals.asked().teams().keySet());
        return teams.isEmpty() ? "" : " (of team " + teams + " as many as are asked for)";
    }

    private static String unlinked(Situation.ApprovalsSeen approvals) {
        return approvals.unlinked().isEmpty()
                ? ""
                : "; nobody can tell whether these authors of commits, whom GitHub links to no account, approved: "
                        + String.join(", ", approvals.unlinked());
    }

    private static Verdict promotion(Situation s) {
        if (s.waitsFor().isEmpty()) {
            return new Open("nothing comes before it");
        }
        String names = s.waitsFor().stream().map(EnvironmentName::text).collect(Collectors.joining(", "));
        return new Closed(
                names + (s.waitsFor().size() == 1 ? " is" : " are") + " applied first",
                names + (s.waitsFor().size() == 1 ? " is" : " are") + " applied");
    }

    private static Verdict lock(Situation s) {
        return switch (s.lock()) {
            case LockSeen.Free free -> new Open("free");
            case LockSeen.Ours ours -> new Open("held by this pull request");
            case LockSeen.Other other ->
                new Closed(
                        "held by #" + other.pullRequest() + " (" + other.by() + ")",
                        "#" + other.pullRequest() + " is merged and applied, closed, or comments `/unlock "
                                + s.environment().name() + "`");
            case LockSeen.Busy busy -> new Closed(busy.what(), "it has ended");
        };
    }
}
