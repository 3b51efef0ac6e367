package io.tidegate.report;

import io.tidegate.change.Answer;
import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.command.CommandHelp;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.ShowLevel;
import io.tidegate.gate.Actor;
import io.tidegate.gate.GateReport;
import io.tidegate.plan.ChangeCounts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A new comment: an answer, or what people must notice. Only here are people mentioned, and only by login. */
public final class CommandReply {
    private CommandReply() {}

    public static String render(Answer answer, Change change, Map<String, EnvironmentState> shared) {
        String text = switch (answer) {
            case Answer.Refused a -> refused(a.reports(), change, shared);
            case Answer.MergeRefused a -> mergeRefused(a.reports(), change, shared);
            case Answer.PlanChanged a -> planChanged(a, show(change, a.environment()));
            case Answer.Withdrawn a -> withdrawn(a);
            case Answer.Applied a -> applied(a);
            case Answer.ApplyFailed a -> applyFailed(a);
            case Answer.AppliedWithoutTidegate a -> withoutTidegate(a);
            case Answer.ApprovalVoid a -> approvalVoid(a, show(change, a.environment()));
            case Answer.Approved a -> approved(a);
            case Answer.Said a -> "@" + login(a.by()) + " " + Sentence.text(a.sentence()) + "\n";
            case Answer.Unable a ->
                "⚠️ **" + Sentence.text(a.what()) + "** " + Sentence.text(a.reason()) + "\n\n**Next:** "
                        + Sentence.text(a.next()) + "\n";
            case Answer.NotPermitted a -> notPermitted(a);
            case Answer.Misspoken a -> misspoken(a);
            case Answer.Status a -> StatusReply.render(change, shared);
            case Answer.Explained a -> ExplainReply.render(change, shared, a.environments());
            case Answer.Help a -> help(change);
            case Answer.Queued a -> LockReply.queued(a, change, shared);
            case Answer.Turn a -> LockReply.turn(a);
            case Answer.LockLost a -> LockReply.lost(a);
            case Answer.AppliedTogether a -> LockReply.together(a);
            case Answer.StillApplied a -> LockReply.stillApplied(a, change);
            case Answer.GlassBroken a -> GlassWords.broken(a);
            case Answer.SignedOff a -> GlassWords.signedOff(a);
            case Answer.Thawed a -> LockReply.thawed(a);
        };
        return Budget.fit(List.of(Budget.Piece.whole(text)), Budget.COMMENT);
    }

    private static String notPermitted(Answer.NotPermitted a) {
        return a.refusals().stream()
                .map(refusal -> "@" + login(a.by()) + " `/" + a.word() + "`"
                        + (refusal.environments().isEmpty()
                                ? ""
                                : " was not done for "
                                        + refusal.environments().stream()
                                                .map(name -> Markdown.text(name.text()))
                                                .collect(Collectors.joining(", ")))
                        + ": " + login(a.by()) + " " + Sentence.text(refusal.why())
                        + ". `/status` and `/help` answer everybody.\n")
                .collect(Collectors.joining("\n"));
    }

    private static String refused(List<GateReport> reports, Change change, Map<String, EnvironmentState> shared) {
        return reports.stream()
                .map(report -> {
                    int closed = report.closed().size();
                    String name = Markdown.text(report.environment().text());
                    return "**" + name + " was not applied: " + (closed == 1 ? "1 gate is" : closed + " gates are")
                            + " closed.** No run was started, no lock was taken.\n\n"
                            + GateWords.table(report)
                            + "\nOpen: " + GateWords.open(report) + ".\n"
                            + GlassWords.offer(report, change, shared)
                            + "Afterwards: `/apply " + report.environment() + "`\n";
                })
                .collect(Collectors.joining("\n"));
    }

    private static String mergeRefused(List<GateReport> reports, Change change, Map<String, EnvironmentState> shared) {
        return "The merge asked for these environments.\n\n" + refused(reports, change, shared);
    }

    private static String planChanged(Answer.PlanChanged a, ShowLevel show) {
        String name = Markdown.text(a.environment().text());
        String why = (a.inputsChanged()
                        ? "the environment's files are not the reviewed ones any more"
                        : "the files are unchanged, but "
                                + (a.changed() == null
                                        ? "the infrastructure, its state or a variable is not what it was when the plan was"
                                                + " reviewed"
                                        : RunWords.changed(name, a.changed())))
                + (a.inputsChanged() && a.changed() != null ? ", and " + RunWords.changed(name, a.changed()) : "")
                + ".";
        return mentions(a.mention()) + "**" + name
                + " was not applied: its plan is not the one that was reviewed (plan `"
                + a.fingerprint() + "`).** [The run](" + a.url() + ") was discarded; " + name + " is as it was.\n\n"
                + DifferenceWords.of(a.difference(), "the review", show)
                + "\n**Why:** " + why + "\n\n"
                + (a.unstable().isEmpty() ? "" : UnstableWords.of(a.unstable()) + "\n")
                + "**Next:** an approver who agrees comments `/approve " + a.environment()
                + " "
                + a.fingerprint() + "`; then `/apply " + a.environment() + "`.\nNot intended? Correct it, then `/plan "
                + a.environment() + "`.\n";
    }

    private static String withdrawn(Answer.Withdrawn a) {
        String name = Markdown.text(a.environment().text());
        return mentions(a.mention()) + "**" + name
                + " was not applied: a gate closed before the confirmation.** The run was discarded; " + name
                + " is as it was.\n\n" + GateWords.table(a.report()) + "\nAfterwards: `/apply " + a.environment()
                + "` · " + GateWords.configuration(a.report()) + "\n";
    }

    private static String applied(Answer.Applied a) {
        String time = duration(a.seconds());
        return mentions(a.mention()) + "✅ **" + Markdown.text(a.environment().text()) + " was applied** in " + time
                + ", as reviewed: " + counts(a.counts()) + link(a.url()) + "\n";
    }

    static String duration(long seconds) {
        if (seconds == 0) {
            return "less than a second";
        }
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    private static String counts(ChangeCounts counts) {
        return counts.add() + " added, " + counts.change() + " changed, " + counts.destroy() + " destroyed";
    }

    private static String applyFailed(Answer.ApplyFailed a) {
        String name = Markdown.text(a.environment().text());
        String state = a.partly()
                ? "Part of it may be done. The lock stays, and what remains is being planned again."
                : "Nothing was applied.";
        return mentions(a.mention()) + "❌ **Applying " + name + " failed.** " + Sentence.text(a.reason()) + "\n\n"
                + state
                + link(a.url()) + "\n\n**Next:** remove the cause, then `/apply " + a.environment()
                + "`; it needs no new approval while what remains is what was reviewed.\n";
    }

    private static String withoutTidegate(Answer.AppliedWithoutTidegate a) {
        String who = a.person() == null ? "Somebody" : Markdown.text(a.person());
        return "⚠️ **" + Markdown.text(a.environment().text()) + " is applied without Tidegate.** " + who
                + " confirmed [this run](" + a.url()
                + ") in HCP Terraform before Tidegate compared it with what was reviewed."
                + " Tidegate follows it to its end; have a look at what it did.\n";
    }

    private static String approvalVoid(Answer.ApprovalVoid a, ShowLevel show) {
        String name = Markdown.text(a.environment().text());
        String who = a.approvers().stream().map(login -> "@" + login(login)).collect(Collectors.joining(" "));
        return who + " **the approval of " + name + " is void: its plan changed.**\n\n"
                + DifferenceWords.of(a.difference(), "the review", show)
                + "\n**Next:** read the new plan and comment `/approve " + a.environment() + "`, or review again.\n";
    }

    private static String approved(Answer.Approved a) {
        String names = a.environments().stream()
                .map(EnvironmentName::text)
                .map(Markdown::text)
                .collect(Collectors.joining(", "));
        String counts = names.isEmpty() ? "" : "✅ approval of " + names + " by @" + login(a.by()) + " counts.\n";
        return counts
                + a.remarks().stream()
                        .map(remark -> "- " + Sentence.text(remark) + "\n")
                        .collect(Collectors.joining());
    }

    private static String misspoken(Answer.Misspoken a) {
        return "@" + login(a.by()) + " " + Markdown.code(a.said()) + " was not executed: " + Sentence.text(a.reason())
                + "." + (a.suggestion() == null ? "" : " Did you mean " + Markdown.code(a.suggestion()) + "?") + "\n";
    }

    private static String help(Change change) {
        StringBuilder help = new StringBuilder("| Command | Does |\n|---|---|\n");
        var environments =
                change.works().stream().map(work -> work.environment()).toList();
        CommandHelp.of(environments)
                .forEach(entry -> help.append("| `")
                        .append(entry.syntax())
                        .append("` | ")
                        .append(entry.sentence())
                        .append(" |\n"));
        return help.append("\nA command is a line of a new comment; edits are not read.\n")
                .toString();
    }

    private static ShowLevel show(Change change, EnvironmentName name) {
        return change.work(name).map(work -> work.environment().rules().show()).orElse(ShowLevel.COUNTS);
    }

    private static String mentions(List<String> logins) {
        return logins.stream().map(login -> "@" + login(login) + " ").collect(Collectors.joining());
    }

    private static String link(@Nullable String url) {
        return url == null || url.isEmpty() ? "" : " · [run](" + url + ")";
    }

    static String login(Actor actor) {
        return login(actor.login());
    }

    /** GitHub's logins hold nothing else; whatever does is no login and mentions nobody. */
    static String login(String login) {
        return login.matches("[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})") ? login : Markdown.text(login);
    }
}
