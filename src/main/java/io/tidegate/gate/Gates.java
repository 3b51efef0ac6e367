package io.tidegate.gate;

import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rights;
import io.tidegate.gate.Situation.LockSeen;
import io.tidegate.gate.Verdict.Closed;
import io.tidegate.gate.Verdict.Open;
import io.tidegate.run.Tenure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The gates, in the order in which people read them. When unsure, a gate is closed. */
public final class Gates {
    private static final List<Gate> ALL = List.of(
            Gate.always("configuration", Gates::configuration),
            Gate.always("workspace", Gates::workspace),
            Gate.always("permission", Gates::permission),
            Gate.always("plan", PlanGate::plan),
            Gate.always("approvals", ApprovalGates::approvals),
            Gate.always("promotion", Gates::promotion),
            Gate.always("lock", Gates::lock),
            Gate.beforeMerge("draft", PullRequestGates::draft),
            Gate.always("fork", PullRequestGates::fork),
            Gate.beforeMerge("mergeable", PullRequestGates::mergeable),
            Gate.beforeMerge("checks", PullRequestGates::checks),
            Gate.beforeMerge("base", PullRequestGates::base),
            Gate.afterMerge("behind", Gates::behind),
            Gate.where("pinned", ApprovalGates::mustBePinned, ApprovalGates::pinned),
            Gate.where("freeze", Restrictions::mayFreeze, Restrictions::freeze),
            Gate.where("confirmation", Restrictions::mayConfirm, Restrictions::confirmation));

    /** What can wait for people, but need not when something burns. Who asks, what is applied and what runs always counts. */
    private static final Set<String> BREAKABLE = Set.of("approvals", "promotion", "lock", "checks", "freeze");

    private Gates() {}

    /** Whether break-glass opens this gate, if nothing goes on behind it. */
    public static boolean isBreakable(String gate) {
        return BREAKABLE.contains(gate);
    }

    /** The names of all, in their order. */
    public static List<String> names() {
        return ALL.stream().map(Gate::name).toList();
    }

    /** Judges every gate that exists in this situation. */
    public static GateReport report(Situation situation) {
        return new GateReport(
                situation.environment().name(),
                ALL.stream()
                        .filter(gate -> gate.existsIn(situation))
                        .map(gate -> new GateReport.Judged(gate.name(), verdict(gate, situation)))
                        .toList(),
                situation.configuration().commit(),
                situation.configuration().organization() == null
                        ? null
                        : situation.configuration().organization().commit());
    }

    private static Verdict verdict(Gate gate, Situation s) {
        Verdict verdict = gate.judge().apply(s);
        boolean breaks = s.asking() != null && s.asking().breaksGlass() && isBreakable(gate.name());
        // Whoever applies is not overtaken by anybody.
        return breaks && verdict instanceof Closed closed && !(s.lock() instanceof LockSeen.Busy && gate.is("lock"))
                ? new Verdict.Overridden(closed.reason())
                : verdict;
    }

    private static Verdict configuration(Situation s) {
        String commit = s.configuration().commit();
        String read = "read at `" + commit.substring(0, Math.min(7, commit.length())) + "`";
        String at = " (" + read + ")";
        if (!s.configuration().present()) {
            return new Closed(
                    "the default branch has no `.github/tidegate.yml`, so Tidegate only plans here" + at,
                    "a `.github/tidegate.yml` that names this environment is merged");
        }
        if (!s.configuration().problems().isEmpty()) {
            return new Closed(
                    "`.github/tidegate.yml` on the default branch has errors" + at + ", first: "
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
                    "the default branch's configuration no longer has this environment" + at,
                    "it is configured again, or this pull request is closed");
        }
        return s.environment().rules().apply() == ApplyMode.NEVER
                ? new Closed("`apply: never` is configured" + at, "somebody changes `apply` in `.github/tidegate.yml`")
                : new Open("valid, " + read);
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
        Right also = s.asking().breaksGlass() ? Right.BREAK_GLASS : Right.APPLY;
        return Authorization.refusal(rights, Right.APPLY, person)
                .or(() -> Authorization.refusal(rights, also, person))
                .<Verdict>map(why -> new Closed(
                        person.actor().login() + " " + why,
                        Authorization.somebody(rights, Right.APPLY) + " comments `/apply "
                                + s.environment().name() + "`"))
                .orElseGet(() -> new Open(person.actor().login() + " may apply"));
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

    private static Verdict behind(Situation s) {
        String again = "somebody comments `/apply " + s.environment().name() + "`, which takes the newest commit";
        if (s.branch() == null) {
            return new Open("looked at when somebody applies");
        }
        if (s.branch().behind() != null) {
            return new Closed(
                    s.branch().behind(),
                    "the branch holds what was applied again, or somebody brings it back by a merge");
        }
        return s.branch().moved()
                ? new Closed(
                        "a newer commit of the branch changes files of "
                                + s.environment().name(),
                        again)
                : new Open("nothing newer was applied");
    }

    private static String place(int place) {
        return place == 0 ? "" : "; this pull request is number " + place + " in its queue";
    }

    private static Verdict lock(Situation s) {
        return switch (s.lock()) {
            case LockSeen.Free free -> new Open("free");
            case LockSeen.Ours ours -> new Open("held by this pull request");
            case LockSeen.Together together ->
                new Open("held by #" + together.pullRequest() + ", which is merged too: one apply takes both");
            case LockSeen.Other other ->
                new Closed(
                        "held by #" + other.pullRequest() + " (" + other.by() + ")"
                                + (other.reason() == null ? "" : ": “" + other.reason() + "”")
                                + (other.until() == null ? "" : ", until " + Restrictions.time(other.until()))
                                + place(other.place()),
                        "#" + other.pullRequest() + " is merged and applied, closed, or comments `/unlock "
                                + s.environment().name() + "`"
                                + (other.place() == 0
                                        ? "; `/apply " + s.environment().name() + "` takes a place in its queue"
                                        : ""));
            case LockSeen.Queue queue ->
                new Closed(
                        "free, and #" + queue.pullRequest() + " (" + queue.by() + ") waits longer"
                                + place(queue.place()),
                        "#" + queue.pullRequest() + " has had its turn");
            case LockSeen.Busy busy -> new Closed(busy.what(), "it has ended");
        };
    }
}
