package io.tidegate.report;

import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Work;
import io.tidegate.command.Named;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Selection;
import io.tidegate.environment.Terragrunt;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The answer to {@code /explain}: why each environment is affected or not, and what its gates say. */
final class ExplainReply {
    private static final int MOST = 100;

    private ExplainReply() {}

    static String render(Change change, Map<String, EnvironmentState> shared, List<Named> named) {
        String affected = change.works().stream()
                .filter(work -> means(named, work.name()))
                .map(work -> affected(change, work, shared))
                .collect(Collectors.joining("\n"));
        List<Selection.Unaffected> others = change.unaffected().stream()
                .filter(one -> means(named, one.environment()))
                .toList();
        String unaffected = others.stream()
                .limit(MOST)
                .map(one -> "- " + name(one.environment()) + " is not affected: " + Markdown.text(one.reason()) + "\n")
                .collect(Collectors.joining());
        String more = others.size() > MOST ? "- and " + (others.size() - MOST) + " more are not affected\n" : "";
        String unknown = named.stream()
                .filter(one -> change.works().stream().noneMatch(work -> one.means(work.name()))
                        && change.unaffected().stream().noneMatch(other -> one.means(other.environment())))
                .map(one -> "- there is no environment " + Markdown.text(one.text())
                        + " in this repository's configuration\n")
                .collect(Collectors.joining());
        String unmapped = named.isEmpty()
                ? change.unmapped().stream()
                        .limit(MOST)
                        .map(path -> "- " + Markdown.code(path) + " belongs to no environment"
                                + (Terragrunt.isItsFile(path) ? ": " + Markdown.text(Terragrunt.WHY) : "") + "\n")
                        .collect(Collectors.joining())
                : "";
        String all = affected + "\n" + unaffected + more + unknown + unmapped;
        String commit = change.configuration() == null
                ? ""
                : "\n<sub>configuration at `"
                        + Markdown.text(shortened(
                                Objects.requireNonNull(change.configuration()).commit()))
                        + "` of the default branch</sub>\n";
        return (all.isBlank()
                        ? "This pull request was not read yet, or there is no environment.\n"
                        : all.strip() + "\n")
                + commit;
    }

    private static String affected(Change change, Work work, Map<String, EnvironmentState> shared) {
        String gates = Standing.of(change, work, shared)
                .gates()
                .map(report -> "\n" + GateWords.list(report))
                .orElse("");
        return "**" + name(work.name()) + "** is affected:\n"
                + work.affected().reasons().stream()
                        .map(reason -> "- " + Markdown.text(reason) + "\n")
                        .collect(Collectors.joining())
                + gates;
    }

    private static boolean means(List<Named> named, EnvironmentName name) {
        return named.isEmpty() || named.stream().anyMatch(one -> one.means(name));
    }

    private static String name(EnvironmentName name) {
        return Markdown.text(name.text());
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(7, commit.length()));
    }
}
