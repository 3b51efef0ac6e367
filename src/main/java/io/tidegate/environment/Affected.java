package io.tidegate.environment;

import java.util.Collection;
import java.util.List;

/**
 * An environment that a pull request affects.
 *
 * @param reasons why, one sentence each, in a stable order
 * @param inputs digest over path and blob of every file of the tree that selects the environment
 * @param changed the changed paths that concern it
 * @param pins what holds the code from elsewhere that it runs
 * @param look what a reader of the changed code looks at first, one clause each
 */
public record Affected(
        Environment environment, List<String> reasons, String inputs, Changed changed, Pins pins, List<String> look) {
    /**
     * Changed paths, both sides of a rename.
     *
     * @param complete false when there are more, or may be
     */
    public record Changed(List<String> paths, boolean complete) {
        /** Kept with the pull request; who owns more than these is not looked up. */
        public static final int MOST = 500;

        public Changed {
            paths = List.copyOf(paths);
        }

        static Changed of(Collection<String> paths, boolean complete) {
            return new Changed(paths.stream().limit(MOST).toList(), complete && paths.size() <= MOST);
        }
    }

    public Affected {
        reasons = List.copyOf(reasons);
        look = List.copyOf(look);
    }

    /** The same under another configuration; where that gives it other files, which of them changed must be read anew. */
    public Affected with(Environment other) {
        boolean sameFiles = other.directory().equals(environment.directory())
                && other.paths().equals(environment.paths())
                && other.ignore().equals(environment.ignore())
                && other.varFiles().equals(environment.varFiles());
        return sameFiles
                ? new Affected(other, reasons, inputs, changed, pins, look)
                : new Affected(other, reasons, inputs, new Changed(changed.paths(), false), Pins.UNREAD, look);
    }
}
