package io.tidegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.doctor.Finding;
import io.tidegate.doctor.FindingsPage;
import io.tidegate.flow.Budgets;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exits with 0 when there is no problem, 1 when there is, 2 when something could not be looked at. */
@Command(
        name = "doctor",
        description = "Looks at the whole installation and says what to do about what is wrong. It changes nothing"
                + " but what an option allows.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL)
final class DoctorVerb implements Callable<Integer> {
    static final int PROBLEM = 1;
    static final int UNKNOWN = 2;

    private final Budgets budgets;

    DoctorVerb() {
        this(SpacedBudgets.alone());
    }

    /** @param budgets from which its calls are taken */
    DoctorVerb(Budgets budgets) {
        this.budgets = budgets;
    }

    /** How the findings are written. */
    enum Format {
        text,
        json
    }

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--format", paramLabel = "text|json", description = "How the findings are written (default: text).")
    Format format = Format.text;

    @Option(
            names = "--create-notifications",
            description = "Has each workspace tell Tidegate of its runs, where none does yet. Writes to HCP Terraform.")
    boolean create;

    @Option(
            names = "--live",
            description =
                    "Also tells how GitHub and HCP Terraform do what their documentation leaves open. Only reads, but for"
                            + " what --workspace allows.")
    boolean live;

    @Option(
            names = "--workspace",
            paramLabel = "ORGANISATION/NAME",
            description = "With --live: an empty workspace in which speculative plans may be tried.")
    @Nullable
    String workspace;

    @Option(
            names = "--second-workspace",
            paramLabel = "NAME",
            description =
                    "With --workspace: another empty one of the same organisation, for what is tried between the two.")
    @Nullable
    String second;

    @Option(
            names = "--with-changes",
            description =
                    "With --workspace: also tries what changes that workspace. A run of one output is applied in it, and a"
                            + " variable is set and deleted.")
    boolean changes;

    @Option(
            names = "--redeliver",
            description = "With --live: GitHub delivers the newest webhook once more. Tidegate takes none in twice.")
    boolean redeliver;

    @Option(names = "--repository", paramLabel = "OWNER/NAME", description = "Looks at this repository alone.")
    @Nullable
    String repository;

    @Override
    public Integer call() throws IOException {
        if (workspace != null && (!live || !workspace.matches("[^/]+/[^/]+"))) {
            throw new ParameterException(spec.commandLine(), "--workspace takes ORGANISATION/NAME, and needs --live.");
        }
        if (workspace == null && (second != null || changes)) {
            throw new ParameterException(
                    spec.commandLine(), "--second-workspace and --with-changes need --live and --workspace.");
        }
        if (redeliver && !live) {
            throw new ParameterException(spec.commandLine(), "--redeliver needs --live.");
        }
        Doctor.Trials trials = new Doctor.Trials(workspace, second, changes, redeliver);
        List<Finding> findings = Doctor.findings(new Doctor.Asked(create, live, trials, repository), budgets);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case text -> text(out, findings);
            case json -> json(out, findings);
        }
        out.flush();
        return exit(findings);
    }

    private static int exit(List<Finding> findings) {
        if (findings.stream().anyMatch(Finding.Problem.class::isInstance)) {
            return PROBLEM;
        }
        return findings.stream().anyMatch(Finding.Unknown.class::isInstance) ? UNKNOWN : 0;
    }

    private static void text(PrintWriter out, List<Finding> findings) {
        for (Finding finding : findings) {
            out.printf(
                    "%-8s %s: %s%n",
                    finding.kind(),
                    LocalConfiguration.plain(finding.subject()),
                    LocalConfiguration.plain(finding.text()));
            if (!finding.remedy().isEmpty()) {
                out.println("         -> " + LocalConfiguration.plain(finding.remedy()));
            }
        }
        out.println(FindingsPage.count(findings));
    }

    /** One finding of the JSON, whose names are part of the program's interface. */
    record Line(String kind, String subject, String text, String remedy) {}

    private static void json(PrintWriter out, List<Finding> findings) throws JsonProcessingException {
        List<Line> lines = findings.stream()
                .map(one -> new Line(one.kind(), one.subject(), one.text(), one.remedy()))
                .toList();
        out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(lines));
    }
}
