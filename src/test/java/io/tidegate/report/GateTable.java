package io.tidegate.report;

import io.tidegate.change.Pull;
import io.tidegate.command.Command;
import io.tidegate.gate.Gates;
import io.tidegate.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The decision table of the gates: situations with the verdict that each must have, as docs/gates.md shows them. */
final class GateTable {
    /** When each gate exists, and what it is for. */
    static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("configuration", "The file on the default branch allows applying at all. Its commit is named."),
            Map.entry("workspace", "HCP Terraform's workspace is one that Tidegate may apply in."),
            Map.entry("permission", "Who asks may apply; a merge asks for no permission, GitHub's rules allowed it."),
            Map.entry("plan", "The plan is of what would be applied, whole, and was seen by whoever asks."),
            Map.entry("approvals", "Enough of the right people, who have no part in it, approved this plan."),
            Map.entry("promotion", "What `after` names and this pull request affects was applied, or changes nothing."),
            Map.entry("lock", "Nobody else is in between."),
            Map.entry("draft", "Before the merge only."),
            Map.entry("fork", "Code from elsewhere gets no credentials."),
            Map.entry("mergeable", "Before the merge only."),
            Map.entry(
                    "checks",
                    "Before the merge only: what the base branch requires, by the app that its rule names, without"
                            + " Tidegate's own. A skipped or neutral check satisfies, as at GitHub."),
            Map.entry(
                    "base",
                    "Before the merge only: the environment's files on the base are those it was planned with."),
            Map.entry("behind", "After the merge only: what would be applied is not older than what was applied last."),
            Map.entry("pinned", "Where approvals are asked: code from elsewhere cannot change without a commit."),
            Map.entry("freeze", "Where `freeze` is configured."),
            Map.entry("confirmation", "Where `confirm-destroy` is configured."));

    private final List<Row> rows = new ArrayList<>();

    /** @param pull everything of it at the moment at which somebody comments {@code /apply dev} */
    record Row(
            String gate,
            String situation,
            boolean open,
            Pull pull,
            @Nullable Integer destroys,
            Command.Apply.@Nullable BreakGlass glass) {
        Verdict verdict() {
            return pull.gates("dev", destroys, glass).gates().stream()
                    .filter(judged -> judged.gate().equals(gate))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(gate + " does not exist where " + situation))
                    .verdict();
        }
    }

    GateTable open(String gate, String situation, Pull pull) {
        rows.add(new Row(gate, situation, true, pull, null, null));
        return this;
    }

    GateTable closed(String gate, String situation, Pull pull) {
        rows.add(new Row(gate, situation, false, pull, null, null));
        return this;
    }

    GateTable confirming(int destroys, boolean open, String situation, Pull pull) {
        rows.add(new Row("confirmation", situation, open, pull, destroys, null));
        return this;
    }

    /** With {@code --break-glass} for the plan that is shown. @param opened whether that opens the gate */
    GateTable breakingGlass(String gate, boolean opened, String situation, Pull pull) {
        String plan = pull.work("dev").plan().orElseThrow().fingerprint().shortForm();
        Command.Apply.BreakGlass glass = new Command.Apply.BreakGlass("it burns", plan);
        rows.add(new Row(gate, situation + ", and `--break-glass`", opened, pull, null, glass));
        return this;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** One section for each gate, in the order in which people read them. */
    String render() {
        StringBuilder page = new StringBuilder();
        for (String gate : Gates.names()) {
            page.append("\n## `").append(gate).append("`\n\n");
            page.append(Objects.requireNonNull(MEANINGS.get(gate), gate)).append("\n\n");
            page.append("| Situation | | Why | What opens it |\n|---|---|---|---|\n");
            rows.stream().filter(row -> row.gate().equals(gate)).forEach(row -> page.append(line(row)));
        }
        return page.toString();
    }

    private static String line(Row row) {
        return "| " + Sentence.cell(row.situation()) + " | "
                + switch (row.verdict()) {
                    case Verdict.Open open -> "✅ | " + Sentence.cell(open.reason()) + " | |\n";
                    case Verdict.Overridden overridden ->
                        "🚨 | " + Sentence.cell(overridden.reason()) + " | opened by break-glass |\n";
                    case Verdict.Closed closed ->
                        "🛑 | " + Sentence.cell(closed.reason()) + " | " + Sentence.cell(closed.remedy()) + " |\n";
                };
    }
}
