package io.tidegate.report;

import io.tidegate.change.Answer;
import io.tidegate.change.BrokenGlass;
import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Work;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Right;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.Gates;
import io.tidegate.plan.Plan;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Break-glass in words: that it is there, that it was used, and that a second person has looked at it, or not yet. */
final class GlassWords {
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private GlassWords() {}

    static String broken(Answer.GlassBroken a) {
        BrokenGlass use = a.use();
        String bypassed = use.bypassed().isEmpty()
                ? ""
                : "\nNot asked: " + Sentence.text(use.bypassed()) + ". Please look at it now.\n";
        return "🚨 **" + CommandReply.login(use.by()) + " applies "
                + Markdown.text(a.environment().text())
                + " by break-glass:** “" + Markdown.text(use.reason()) + "” (plan `" + Markdown.text(use.plan())
                + "`)\n\n" + opened(use) + bypassed
                + "\nThe real plan is compared with that plan, and everything else counts as always."
                + " When it is applied, somebody else who may approve it signs that off: `/approve " + a.environment()
                + "`.\n";
    }

    private static String opened(BrokenGlass use) {
        return use.opened().isEmpty()
                ? "No gate had to be opened.\n"
                : use.opened().stream()
                        .map(one -> "| " + one.gate() + " | " + Sentence.cell(one.reason()) + " |\n")
                        .collect(Collectors.joining("", "| Opened | Although |\n|---|---|\n", ""));
    }

    static String signedOff(Answer.SignedOff a) {
        BrokenGlass use = a.use();
        return "✅ **" + Markdown.text(a.environment().text()) + ": what " + CommandReply.login(use.by())
                + " applied by break-glass at " + AT.format(use.at()) + " is signed off"
                + (use.signedOff() == null
                        ? ""
                        : " by " + CommandReply.login(use.signedOff().by())) + ".**\n";
    }

    /** Of one environment, for the comment: every use that applied something. */
    static String uses(Work work) {
        return work.notes().brokenGlass().stream()
                .filter(BrokenGlass::confirmed)
                .map(use -> use(work, use))
                .collect(Collectors.joining());
    }

    private static String use(Work work, BrokenGlass use) {
        String gates = use.opened().isEmpty()
                ? "no gate"
                : use.opened().stream().map(BrokenGlass.Opened::gate).collect(Collectors.joining(", "));
        return "🚨 **" + Markdown.text(work.name().text()) + ": break-glass** by "
                + CommandReply.login(use.by()) + " at " + AT.format(use.at()) + " (“" + Markdown.text(use.reason())
                + "”), opening " + gates + ". "
                + (use.signedOff() == null
                        ? "**Not signed off yet:** somebody else who may approve it comments `/approve " + work.name()
                                + "` once it has ended."
                        : "Signed off by " + CommandReply.login(use.signedOff().by()) + " at "
                                + AT.format(use.signedOff().at()) + ".")
                + "\n\n";
    }

    static String uses(Change change) {
        return change.works().stream().map(GlassWords::uses).collect(Collectors.joining());
    }

    /** The environments of which a use is not signed off. */
    static List<EnvironmentName> unsigned(Change change) {
        return change.works().stream()
                .filter(work -> work.unsigned().isPresent())
                .map(Work::name)
                .toList();
    }

    /** The line that those who are listed could write instead of waiting; empty where nobody is, or it would not help. */
    static String offer(GateReport report, Change change, Map<String, EnvironmentState> shared) {
        Optional<Work> found = change.work(report.environment());
        boolean helps = report.closed().stream().allMatch(judged -> Gates.isBreakable(judged.gate()));
        if (found.isEmpty() || found.get().plan().isEmpty() || !helps || applies(found.get(), shared)) {
            return "";
        }
        Work work = found.get();
        Plan plan = work.plan().get();
        boolean listed =
                !work.environment().rules().rights().of(Right.BREAK_GLASS).isEmpty();
        String destroys = work.environment().rules().confirmDestroy() && plan.destroys() > 0
                ? " --confirm-destroy " + plan.destroys()
                : "";
        return listed
                ? "Cannot wait? On-call: `/apply " + work.name() + destroys + " --break-glass \"why\" --plan "
                        + plan.fingerprint().shortForm() + "` (audited, told to everybody here).\n"
                : "";
    }

    private static boolean applies(Work work, Map<String, EnvironmentState> shared) {
        EnvironmentState state =
                work.workspace() == null ? null : shared.get(work.workspace().id());
        return state != null && state.applying() != null;
    }
}
