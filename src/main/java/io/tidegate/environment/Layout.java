package io.tidegate.environment;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environments that a tree holds by convention: directories {@code <name>} under {@code environments}, {@code envs}
 * or {@code env}, these at the root or in {@code terraform}, {@code infra} or {@code infra/terraform}, that hold a
 * Terraform file themselves.
 *
 * @param directories by name, in the order of names; more than one where several layouts use the same name
 * @param invalid directories whose name cannot be an environment's
 */
public record Layout(SortedMap<EnvironmentName, List<String>> directories, List<String> invalid) {
    private static final Pattern PLACE =
            Pattern.compile("((?:terraform/|infra/|infra/terraform/)?(?:environments|envs|env)/([^/]+))/[^/]+");

    public Layout {
        SortedMap<EnvironmentName, List<String>> copy = new TreeMap<>();
        directories.forEach((name, places) -> copy.put(name, List.copyOf(places)));
        directories = Collections.unmodifiableSortedMap(copy);
        invalid = List.copyOf(invalid);
    }

    /** @param paths every file of a tree, in any order */
    public static Layout of(Collection<String> paths) {
        SortedMap<String, String> found = new TreeMap<>();
        for (String path : paths) {
            if (TerraformFile.isConfiguration(path)) {
                Matcher place = PLACE.matcher(path);
                if (place.matches()) {
                    found.put(place.group(1), place.group(2));
                }
            }
        }
        SortedMap<EnvironmentName, List<String>> directories = new TreeMap<>();
        SortedSet<String> invalid = new TreeSet<>();
        found.forEach((directory, name) -> {
            if (EnvironmentName.isValid(name)) {
                directories.merge(new EnvironmentName(name), List.of(directory), Layout::joined);
            } else {
                invalid.add(directory);
            }
        });
        return new Layout(directories, List.copyOf(invalid));
    }

    /** The directory of an environment, where exactly one has its name. */
    public Optional<String> directory(EnvironmentName name) {
        List<String> places = directories.getOrDefault(name, List.of());
        return places.size() == 1 ? Optional.of(places.getFirst()) : Optional.empty();
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
