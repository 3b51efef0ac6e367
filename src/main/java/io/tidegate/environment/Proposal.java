package io.tidegate.environment;

import java.util.List;

/**
 * What a pull request would make of the configuration. It holds from the merge on, and until then changes nothing.
 *
 * @param problems of the file as the pull request has it
 * @param warnings what is allowed in it, and will not do what it seems to
 * @param differences from the default branch's
 * @param raised what it asks for less of than minimums do; these stay
 * @param owners the files of code owners that it changes
 */
public record Proposal(
        List<Problem> problems,
        List<Problem> warnings,
        List<Difference> differences,
        List<Difference> raised,
        List<String> owners) {
    /** Where the configuration is read. */
    public static final String FILE = ".github/tidegate.yml";

    public Proposal {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        differences = List.copyOf(differences);
        raised = List.copyOf(raised);
        owners = List.copyOf(owners);
    }

    /** One in which nothing is doubtful. */
    public Proposal(
            List<Problem> problems, List<Difference> differences, List<Difference> raised, List<String> owners) {
        this(problems, List.of(), differences, raised, owners);
    }
}
