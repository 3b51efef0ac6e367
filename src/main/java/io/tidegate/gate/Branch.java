package io.tidegate.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the branch stands to one environment after the merge.
 *
 * @param merged the other pull requests whose changes an apply of its newest commit takes with it, in merge order
 * @param behind why what would be applied is older than what was applied last; null where it is not
 * @param moved a newer commit changes files of the environment, so that a run that was started before is old
 */
public record Branch(List<Merged> merged, @Nullable String behind, boolean moved) {
    /** Nothing else waits, and nothing newer was applied. */
    public static final Branch CLEAR = new Branch(List.of(), null, false);

    public Branch {
        merged = List.copyOf(merged);
    }
}
