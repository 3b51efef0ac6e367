package io.tidegate.gate;

import io.tidegate.environment.Affected;
import io.tidegate.environment.EnvironmentName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose approval an environment needs because they own what a pull request changes in it.
 *
 * @param commit the planned tree whose changes these are
 * @param demands of each one owner must approve
 * @param obstacles what no approval removes
 */
public record Ownership(EnvironmentName environment, String commit, List<Demand> demands, List<Obstacle> obstacles) {
    /** Asked for at GitHub, one by one, for each person: more are not looked up. */
    public static final int MOST_TEAMS = 30;

    private static final int MOST_NAMED = 5;

    /** @param pattern the line of CODEOWNERS that names them */
    public record Demand(String pattern, List<Owner> owners) {
        public Demand {
            owners = List.copyOf(owners);
        }

        private boolean metBy(List<Person> approvers) {
            return approvers.stream().anyMatch(person -> owners.stream().anyMatch(owner -> owner.is(person)));
        }

        private String owned() {
            return "an owner of `" + pattern + "` ("
                    + owners.stream().map(Owner::words).collect(Collectors.joining(", ")) + ")";
        }

        private String words(List<Person> approvers) {
            boolean unread =
                    owners.stream().anyMatch(owner -> approvers.stream().anyMatch(owner::unreadable));
            return "no approval by " + owned() + (unread ? ", whose team " + Quorum.UNREAD : "");
        }
    }

    /** @param remedy what would remove it */
    public record Obstacle(String reason, String remedy) {}

    public Ownership {
        demands = List.copyOf(demands);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * Who owns the changed paths, and a Terraform file of the environment's directory that no line names.
     *
     * @param file as it is on the default branch; null where there is none
     */
    public static Ownership of(Affected affected, String commit, @Nullable CodeOwners file) {
        EnvironmentName name = affected.environment().name();
        if (file == null) {
            return closed(
                    name,
                    commit,
                    "the default branch has no CODEOWNERS file, and `codeowners: true` is configured",
                    "one that names owners is merged to `" + CodeOwners.PLACES.getFirst() + "`");
        }
        if (!affected.changed().complete()) {
            return closed(
                    name,
                    commit,
                    "not every changed file is known: there are more than " + Affected.Changed.MOST
                            + ", or the configuration changed since they were read",
                    "somebody comments `/plan " + name + "`, or the author splits the pull request");
        }
        List<String> paths = new ArrayList<>(affected.changed().paths());
        paths.add(anyFile(affected.environment().directory()));
        Map<CodeOwners.Line, List<String>> byLine = new LinkedHashMap<>();
        List<String> unmatched = new ArrayList<>();
        for (String path : paths) {
            Optional<CodeOwners.Line> line = file.deciding(path);
            line.ifPresentOrElse(
                    found -> byLine.computeIfAbsent(found, l -> new ArrayList<>())
                            .add(path),
                    () -> unmatched.add(path));
        }
        TreeMap<String, Demand> demands = new TreeMap<>();
        List<Obstacle> obstacles = new ArrayList<>();
        if (!unmatched.isEmpty()) {
            obstacles.add(unowned(unmatched, file, "no line of it matches"));
        }
        byLine.forEach((line, owned) -> {
            if (!line.understood()) {
                obstacles.add(new Obstacle(
                        "line " + line.number() + " of `" + file.place() + "` (`" + line.pattern()
                                + "`) is not understood, and may own " + some(owned),
                        "somebody corrects that line on the default branch"));
            } else if (line.owners().stream().noneMatch(Owner::possible)) {
                obstacles.add(unowned(owned, file, "line " + line.number() + " names nobody who can approve"));
            } else {
                demands.put(line.pattern() + " " + line.number(), new Demand(line.pattern(), line.owners()));
            }
        });
        return new Ownership(name, commit, List.copyOf(demands.values()), obstacles);
    }

    /** A Terraform file that no line names: whoever owns it owns the directory. */
    private static String anyFile(String directory) {
        return directory.isEmpty() ? "*.tf" : directory + "/*.tf";
    }

    /** One that nobody can meet. */
    public static Ownership closed(EnvironmentName environment, String commit, String reason, String remedy) {
        return new Ownership(environment, commit, List.of(), List.of(new Obstacle(reason, remedy)));
    }

    /** The same, but closed from where they need more teams together than are looked up: each costs a call for each person. */
    public static List<Ownership> bounded(List<Ownership> all) {
        SortedSet<String> teams = new TreeSet<>();
        List<Ownership> bounded = new ArrayList<>();
        for (Ownership one : all) {
            SortedSet<String> more = new TreeSet<>(teams);
            more.addAll(one.teams());
            if (more.size() <= MOST_TEAMS) {
                teams = more;
                bounded.add(one);
            } else {
                bounded.add(closed(
                        one.environment(),
                        one.commit(),
                        "more than " + MOST_TEAMS + " teams own what this pull request changes",
                        "the author splits the pull request"));
            }
        }
        return bounded;
    }

    private static Obstacle unowned(List<String> paths, CodeOwners file, String why) {
        return new Obstacle(
                "nobody owns " + some(paths) + " (" + why + ")",
                "a line that names an owner is merged to `" + file.place() + "`");
    }

    private static String some(List<String> paths) {
        return "`" + paths.getFirst() + "`" + (paths.size() == 1 ? "" : " and " + (paths.size() - 1) + " more");
    }

    /** Teams on which it depends whether it is met. */
    public SortedSet<String> teams() {
        return demands.stream()
                .flatMap(demand -> demand.owners().stream())
                .filter(owner -> owner.kind() == Owner.Kind.TEAM)
                .map(Owner::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is still missing, one phrase each; empty when an owner of everything approved. */
    public List<String> lacking(List<Person> approvers) {
        List<String> lacking = new ArrayList<>();
        demands.stream()
                .filter(demand -> !demand.metBy(approvers))
                .map(demand -> demand.words(approvers))
                .forEach(lacking::add);
        obstacles.stream().map(Obstacle::reason).forEach(lacking::add);
        if (lacking.size() > MOST_NAMED) {
            String more = (lacking.size() - MOST_NAMED) + " more";
            lacking.subList(MOST_NAMED, lacking.size()).clear();
            lacking.add(more);
        }
        return Collections.unmodifiableList(lacking);
    }

    /** Who of them has not approved yet, one phrase for each line. */
    public List<String> missing(List<Person> approvers) {
        return demands.stream()
                .filter(demand -> !demand.metBy(approvers))
                .map(Demand::owned)
                .limit(MOST_NAMED)
                .toList();
    }

    /** What must happen besides approvals. */
    public List<String> remedies() {
        return obstacles.stream()
                .map(Obstacle::remedy)
                .distinct()
                .limit(MOST_NAMED)
                .toList();
    }
}
