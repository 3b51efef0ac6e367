package io.tidegate.environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environments that a tree holds by convention, under {@code environments}, {@code envs} or {@code env}, these at the
 * root or in {@code terraform}, {@code infra} or {@code infra/terraform}: directories {@code <name>} that hold a Terraform
 * file themselves, and variable files {@code <name>.tfvars} where the directory around them holds one.
 *
 * @param places by name, in the order of names; more than one where several layouts use the same name
 * @param invalid directories and files whose name cannot be an environment's
 * @param terragrunt directories where an environment would be, but for Terragrunt's files in place of Terraform's
 */
public record Layout(SortedMap<EnvironmentName, List<Place>> places, List<String> invalid, List<String> terragrunt) {
    private static final Pattern DIRECTORY =
            Pattern.compile("((?:terraform/|infra/|infra/terraform/)?(?:environments|envs|env)/([^/]+))/[^/]+");
    private static final Pattern FLAT = Pattern.compile(
            "(?:terraform/|infra/|infra/terraform/)?(?:environments|envs|env)/([^/]+?)\\.tfvars(?:\\.json)?");

    /** Variable files of no environment: what Terraform would load by itself, and what is meant for all. */
    private static final Set<String> FOR_ALL = Set.of("terraform", "common", "shared");

    /**
     * Where an environment is.
     *
     * @param directory of its root module; empty for the repository's root
     * @param varFiles in the order in which they count
     */
    public record Place(String directory, List<String> varFiles) {
        public Place {
            varFiles = List.copyOf(varFiles);
        }

        /** For people. */
        public String shown() {
            return varFiles.isEmpty() ? directory : String.join(" and ", varFiles);
        }
    }

    public Layout {
        SortedMap<EnvironmentName, List<Place>> copy = new TreeMap<>();
        places.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        places = Collections.unmodifiableSortedMap(copy);
        invalid = List.copyOf(invalid);
        terragrunt = List.copyOf(terragrunt);
    }

    /** @param paths every file of a tree, in any order */
    public static Layout of(Collection<String> paths) {
        Set<String> configured = configured(paths);
        SortedMap<String, String> directories = new TreeMap<>();
        SortedMap<String, List<String>> flat = new TreeMap<>();
        SortedSet<String> terragrunt = new TreeSet<>();
        for (String path : new TreeSet<>(paths)) {
            Matcher directory = DIRECTORY.matcher(path);
            Matcher file = FLAT.matcher(path);
            if (directory.matches()) {
                String at = directory.group(1);
                if (configured.contains(at)) {
                    directories.put(at, directory.group(2));
                } else if (Terragrunt.isItsFile(path)) {
                    terragrunt.add(at);
                }
            } else if (file.matches() && isOne(file.group(1))) {
                // The directory or file that would be called so, without its endings.
                String stem = path.substring(0, file.end(1));
                flat.computeIfAbsent(stem, s -> new ArrayList<>()).add(path);
            }
        }
        return new Layout(
                places(directories, flat, configured), invalid(directories, flat, configured), List.copyOf(terragrunt));
    }

    private static Set<String> configured(Collection<String> paths) {
        Set<String> configured = new HashSet<>();
        paths.stream()
                .filter(TerraformFile::isConfiguration)
                .map(ModuleGraph::parent)
                .forEach(configured::add);
        return configured;
    }

    private static boolean isOne(String name) {
        return !FOR_ALL.contains(name) && !name.endsWith(".auto");
    }

    /** A directory takes the variable file beside it along, if the directory around both is no root module too. */
    private static SortedMap<EnvironmentName, List<Place>> places(
            SortedMap<String, String> directories, SortedMap<String, List<String>> flat, Set<String> configured) {
        SortedMap<EnvironmentName, List<Place>> places = new TreeMap<>();
        directories.forEach((directory, name) -> {
            List<String> beside =
                    configured.contains(around(directory)) ? List.of() : flat.getOrDefault(directory, List.of());
            add(places, name, new Place(directory, beside));
        });
        flat.forEach((stem, files) -> {
            if (configured.contains(around(stem))) {
                add(places, stem.substring(stem.lastIndexOf('/') + 1), new Place(around(stem), files));
            }
        });
        return places;
    }

    private static void add(SortedMap<EnvironmentName, List<Place>> places, String name, Place place) {
        if (EnvironmentName.isValid(name)) {
            places.computeIfAbsent(new EnvironmentName(name), n -> new ArrayList<>())
                    .add(place);
        }
    }

    private static List<String> invalid(
            SortedMap<String, String> directories, SortedMap<String, List<String>> flat, Set<String> configured) {
        SortedSet<String> invalid = new TreeSet<>();
        directories.forEach((directory, name) -> {
            if (!EnvironmentName.isValid(name)) {
                invalid.add(directory);
            }
        });
        flat.forEach((stem, files) -> {
            if (configured.contains(around(stem))
                    && !EnvironmentName.isValid(stem.substring(stem.lastIndexOf('/') + 1))) {
                invalid.addAll(files);
            }
        });
        return List.copyOf(invalid);
    }

    /** The root module of a flat layout: what holds the {@code environments} that hold this. */
    private static String around(String stem) {
        return ModuleGraph.parent(ModuleGraph.parent(stem));
    }

    /** Where an environment is, if exactly one place has its name. */
    public Optional<Place> place(EnvironmentName name) {
        List<Place> all = places.getOrDefault(name, List.of());
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }
}
