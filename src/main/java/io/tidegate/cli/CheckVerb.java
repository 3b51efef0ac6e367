package io.tidegate.cli;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exits with 0 when nothing is wrong, 1 when something is: one line for each, in the form that editors can follow. */
@Command(
        name = "check",
        description = "Validates .github/tidegate.yml and the environments found in a working tree.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL)
final class CheckVerb implements Callable<Integer> {
    /** Deeper than any pattern of the configuration reaches. */
    private static final int DEEPEST = 30;

    /** What is never in a repository, and can hold more files than everything else. */
    private static final Set<String> SKIPPED = Set.of(".git", ".terraform", "node_modules");

    private static final int MOST_BYTES = 1024 * 1024;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "The repository's root; default: here.")
    Path directory = Path.of(".");

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), directory + " is not a directory.");
        }
        Optional<String> text = file();
        List<String> paths = paths();
        Configuration configuration = LocalConfiguration.read(directory, text.orElse(null), paths);
        PrintWriter out = spec.commandLine().getOut();
        for (Problem problem : configuration.problems()) {
            out.println(LocalConfiguration.plain(problem.text()));
        }
        for (Problem warning : configuration.warnings()) {
            out.println(LocalConfiguration.plain(warning.text("warning: ")));
        }
        if (configuration.problems().isEmpty()) {
            List<String> names = configuration.environments().stream()
                    .map(Environment::name)
                    .map(Object::toString)
                    .toList();
            out.println((text.isPresent() ? "Nothing is wrong" : "No " + LocalConfiguration.FILE)
                    + (names.isEmpty() ? ", no environments found." : ", environments: " + String.join(", ", names)));
        }
        LocalConfiguration.notes(configuration, paths, List.of())
                .forEach(note -> out.println(LocalConfiguration.plain(note)));
        out.flush();
        return configuration.problems().isEmpty() ? 0 : 1;
    }

    private Optional<String> file() throws IOException {
        try (InputStream in = Files.newInputStream(directory.resolve(LocalConfiguration.FILE))) {
            // More than the reader's own limit, so that it says itself that the file is too large.
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        Files.walkFileTree(directory, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                Path name = visited.getFileName();
                return name != null && SKIPPED.contains(name.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
                    paths.add(directory.relativize(visited).toString().replace('\\', '/'));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path visited, IOException failure) throws IOException {
                throw new IOException(directory.relativize(visited) + " cannot be read", failure);
            }
        });
        return paths;
    }
}
