package io.tidegate.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The symbolic links of a tree, followed as a file system would, link by link, without touching one.
 *
 * @param targets what each link says, by its path
 */
public record Links(SortedMap<String, String> targets) {
    /** A tree without links. */
    public static final Links NONE = new Links(new TreeMap<>());

    private static final int MOST_STEPS = 10_000;
    private static final int MOST_LINKS = 40;

    /**
     * Where a path leads to; nothing need exist there.
     *
     * @param through the links on the way
     */
    public record Followed(String path, List<String> through) {
        public Followed {
            through = List.copyOf(through);
        }
    }

    public Links {
        targets = Collections.unmodifiableSortedMap(new TreeMap<>(targets));
    }

    /** The links below a directory, at any depth; of the root (an empty path) all. */
    public SortedMap<String, String> below(String directory) {
        // The character after the slash bounds everything that begins with the directory's name and a slash.
        return directory.isEmpty() ? targets : targets.subMap(directory + "/", directory + "0");
    }

    /**
     * Empty where the way leaves the repository, is absolute or never ends. Names cannot be compared alone: {@code ..}
     * after a link leads up from where that link leads to.
     */
    public Optional<Followed> follow(String path) {
        if (targets.isEmpty()) {
            return Optional.of(new Followed(path, List.of()));
        }
        Deque<String> left = new ArrayDeque<>(List.of(path.split("/")));
        Deque<String> at = new ArrayDeque<>();
        List<String> through = new ArrayList<>();
        for (int steps = 0; !left.isEmpty(); steps++) {
            String part = left.removeFirst();
            if (steps > MOST_STEPS || part.equals("..") && at.isEmpty()) {
                return Optional.empty();
            }
            if (part.equals("..")) {
                at.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                at.addLast(part);
                String link = String.join("/", at);
                String target = targets.get(link);
                if (target != null) {
                    through.add(link);
                    if (target.startsWith("/") || through.size() > MOST_LINKS) {
                        return Optional.empty();
                    }
                    at.removeLast();
                    List.of(target.split("/")).reversed().forEach(left::addFirst);
                }
            }
        }
        return Optional.of(new Followed(String.join("/", at), through));
    }
}
