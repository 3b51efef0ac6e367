package io.tidegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which environments a pull request from HEAD into BASE would affect. BASE stands for the default branch. */
@Command(
        name = "affected",
        description = "Says which environments the difference between two revisions affects, and why.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL)
final class AffectedVerb implements Callable<Integer> {
    enum Format {
        text,
        json
    }

    /** The JSON of one environment; the names are part of the program's interface. */
    record Row(String name, boolean affected, List<String> reasons) {}

    /** The JSON as a whole. */
    record Answer(List<Row> environments, List<String> unmapped, List<String> problems, List<String> notes) {}

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--base", required = true, paramLabel = "REV", description = "What the pull request merges into.")
    String base = "";

    @Option(names = "--head", required = true, paramLabel = "REV", description = "The pull request's newest commit.")
    String head = "";

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    Format format = Format.text;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "The repository; default: here.")
    Path directory = Path.of(".");

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), directory + " is not a directory.");
        }
        Git git = new Git(directory);
        String from = commit(git, base);
        String to = commit(git, head);
        String fork = git.mergeBase(from, to)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "These two revisions have no common history: nothing can be compared."));
        SortedMap<String, Git.Entry> tree = git.tree(to);
        Git.Entry file = git.tree(from).get(LocalConfiguration.FILE);
        Optional<String> text = file == null ? Optional.empty() : git.blob(file.blob());
        Configuration configuration = LocalConfiguration.read(directory, text.orElse(null), tree.keySet());
        List<ChangedFile> changed = git.changed(fork, to).stream()
                .map(path -> new ChangedFile(path, null))
                .toList();
        SortedMap<String, String> blobs = new TreeMap<>();
        tree.forEach((path, entry) -> blobs.put(path, entry.blob()));
        Selection selection =
                Selecting.select(configuration.environments(), changed, true, blobs, LocalModules.of(git, tree));
        show(configuration, selection, LocalConfiguration.notes(configuration, tree.keySet(), selection.unmapped()));
        return 0;
    }

    private String commit(Git git, String revision) throws IOException {
        return git.commit(revision)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        LocalConfiguration.plain(revision) + " is not a commit of the repository in " + directory
                                + "."));
    }

    private void show(Configuration configuration, Selection selection, List<String> notes)
            throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        Map<EnvironmentName, Row> found = new HashMap<>();
        selection
                .affected()
                .forEach(one -> found.put(
                        one.environment().name(),
                        new Row(one.environment().name().text(), true, one.reasons())));
        selection
                .unaffected()
                .forEach(one ->
                        found.put(one.environment(), new Row(one.environment().text(), false, List.of(one.reason()))));
        List<Row> rows = configuration.environments().stream()
                .map(environment -> found.get(environment.name()))
                .filter(Objects::nonNull)
                .toList();
        List<String> problems =
                configuration.problems().stream().map(Problem::text).toList();
        if (format == Format.json) {
            out.println(new ObjectMapper().writeValueAsString(new Answer(rows, selection.unmapped(), problems, notes)));
        } else {
            for (Row row : rows) {
                out.println(row.name() + (row.affected() ? ": affected" : ": not affected"));
                row.reasons().forEach(reason -> out.println("  " + LocalConfiguration.plain(reason)));
            }
            selection
                    .unmapped()
                    .forEach(path -> out.println("belongs to no environment: " + LocalConfiguration.plain(path)));
            notes.forEach(note -> out.println(LocalConfiguration.plain(note)));
            problems.forEach(problem -> spec.commandLine().getErr().println(LocalConfiguration.plain(problem)));
        }
        out.flush();
        spec.commandLine().getErr().flush();
    }
}
