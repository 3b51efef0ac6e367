package io.tidegate.deploy;

import io.tidegate.configuration.TerraformModuleSources;
import io.tidegate.configuration.YamlConfigurationReader;
import io.tidegate.environment.Affected;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Selection;
import io.tidegate.environment.Visibility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code deploy/terraform} as Tidegate would see it in this repository, with its example as the repository's file. */
record Infrastructure(Configuration configuration, SortedMap<String, String> tree, ModuleGraph graph) {
    static final Path FOLDER = Path.of("deploy/terraform");

    static Infrastructure here() {
        SortedMap<String, String> tree = new TreeMap<>();
        SortedMap<String, ModuleGraph.Sources> sources = new TreeMap<>();
        TerraformModuleSources reader = new TerraformModuleSources();
        for (Path file : files()) {
            String path = file.toString();
            String text = text(file);
            tree.put(path, text);
            if (ModuleGraph.isRead(path)) {
                sources.put(path, reader.read(path, text));
            }
        }
        Configuration configuration = new YamlConfigurationReader(Optional.empty())
                .read(
                        new Repository(71_234, "acme", "infrastructure", 1),
                        Visibility.PRIVATE,
                        "",
                        text(FOLDER.resolve("tidegate.yml")),
                        tree.keySet());
        return new Infrastructure(configuration, tree, ModuleGraph.of(sources));
    }

    Environment environment(String name) {
        return configuration.environments().stream()
                .filter(one -> one.name().text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a pull request with changes in these files of the folder selects. */
    Selection changed(String... files) {
        List<ChangedFile> changed = Arrays.stream(files)
                .map(file -> new ChangedFile(FOLDER.resolve(file).toString(), null))
                .toList();
        return Selecting.select(configuration.environments(), changed, true, tree, graph);
    }

    static List<String> names(Selection selection) {
        return selection.affected().stream()
                .map(Affected::environment)
                .map(environment -> environment.name().text())
                .toList();
    }

    /** What a clone holds: not what terraform leaves behind. */
    static List<Path> files() {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".terraform"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
