package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.run.RunId;
import java.util.List;

/** What a delivery means in our own words. Ignoring is a value with a reason that is stored and can be read. */
public sealed interface Reading {
    record Relevant(ChangeId change, Repository repository, List<ChangeEvent> events) implements Reading {
        public Relevant {
            events = List.copyOf(events);
        }
    }

    /** A run moved: a hint to look at it now. */
    record RunHint(RunId run) implements Reading {}

    /**
     * What repositories are called now, and which of them are gone; of what is told nothing follows for a
     * pull request but that it is read again.
     *
     * @param left ids of those that are not served any more
     * @param back whether events of {@code there} were lost: of their pull requests the open ones are read again
     */
    record Whereabouts(List<Repository> there, List<Long> left, boolean back, String reason) implements Reading {
        public Whereabouts(List<Repository> there, List<Long> left, String reason) {
            this(there, left, false, reason);
        }

        public Whereabouts {
            there = List.copyOf(there);
            left = List.copyOf(left);
        }
    }

    /** All repositories of an installation are back; which they are it does not say. */
    record Resumed(long installation, String reason) implements Reading {}

    record Ignored(String reason) implements Reading {}

    record Malformed(String reason) implements Reading {}
}
