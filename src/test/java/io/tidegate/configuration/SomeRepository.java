package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.IgnoreRules;
import io.tidegate.environment.Links;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selecting;
import io.tidegate.environment.Selection;
import io.tidegate.environment.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository as tests write it: its files, links, ignore rules and configuration. */
record SomeRepository(Configuration configuration, SortedMap<String, String> tree, ModuleGraph graph) {
    /** @param lines {@code path}, {@code path => called module}, {@code path -> link's target}, {@code path = text} */
    static SomeRepository of(String file, List<String> lines) {
        SortedMap<String, String> tree = new TreeMap<>();
        SortedMap<String, String> links = new TreeMap<>();
        SortedMap<String, ModuleGraph.Sources> sources = new TreeMap<>();
        String ignore = "";
        TerraformModuleSources reader = new TerraformModuleSources();
        for (String line : lines) {
            String[] sides = line.split(" (=>|->|=) ", 2);
            tree.put(sides[0], "blob of " + line);
            if (line.contains(" -> ")) {
                links.put(sides[0], sides[1]);
            } else if (ModuleGraph.isRead(sides[0])) {
                String text = sides.length == 1 ? "" : "module \"m\" {\n  source = \"" + sides[1] + "\"\n}\n";
                sources.put(sides[0], reader.read(sides[0], text));
            } else if (sides[0].equals(IgnoreRules.FILE)) {
                ignore = sides[1].replace(' ', '\n');
            }
        }
        Configuration configuration =
                read(file.isEmpty() ? null : file, tree.keySet().stream().toList());
        assertThat(configuration.problems()).isEmpty();
        return new SomeRepository(
                configuration, tree, ModuleGraph.of(sources, new Links(links), IgnoreRules.of(ignore)));
    }

    static Configuration read(@Nullable String file, List<String> paths) {
        return new YamlConfigurationReader(Optional.of("acme"))
                .read(new Repository(7, "acme", "infra", 1), Visibility.PRIVATE, "c", file, paths);
    }

    /** A line for each selected environment, for each unmapped file, and for each environment that is not selected. */
    List<String> selected(String... changed) {
        Selection selection = Selecting.select(
                configuration.environments(),
                Arrays.stream(changed).map(path -> new ChangedFile(path, null)).toList(),
                true,
                tree,
                graph);
        return Stream.of(
                        selection.affected().stream()
                                .map(one -> one.environment().name() + ": " + String.join("; ", one.reasons())),
                        selection.unmapped().stream().map(path -> "unmapped: " + path),
                        selection.unaffected().stream().map(one -> "not " + one.environment() + ": " + one.reason()))
                .flatMap(lines -> lines)
                .toList();
    }
}
