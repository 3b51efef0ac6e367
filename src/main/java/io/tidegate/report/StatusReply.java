package io.tidegate.report;

import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Work;
import java.util.Map;

/** The answer to {@code /status}: where each environment stands, who holds and waits for its lock, and its gates. */
final class StatusReply {
    private StatusReply() {}

    static String render(Change change, Map<String, EnvironmentState> shared) {
        if (change.works().isEmpty()) {
            return "This pull request affects no environment.\n";
        }
        StringBuilder status = new StringBuilder("| Environment | State | Lock |\n|---|---|---|\n");
        StringBuilder gates = new StringBuilder();
        for (Work work : change.works()) {
            Standing standing = Standing.of(change, work, shared);
            status.append("| ")
                    .append(standing.icon())
                    .append(" **")
                    .append(Markdown.cell(work.name().text()))
                    .append("** | ")
                    .append(Markdown.cell(standing.state()))
                    .append(" | ")
                    .append(Markdown.cell(lock(work, shared)))
                    .append(" |\n");
            standing.gates()
                    .ifPresent(report -> gates.append("\n**")
                            .append(Markdown.text(work.name().text()))
                            .append("**\n")
                            .append(GateWords.list(report)));
        }
        return status.append(gates).toString();
    }

    private static String lock(Work work, Map<String, EnvironmentState> shared) {
        return LockWords.all(
                work.workspace() == null ? null : shared.get(work.workspace().id()));
    }
}
