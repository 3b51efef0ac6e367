package io.tidegate.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The App's webhook as GitHub looks back on it. GitHub never tries again by itself. All calls throw {@link Outside}. */
public interface Hook {
    /**
     * One attempt to deliver something.
     *
     * @param id of the attempt; another attempt of the same thing has another one
     * @param guid of what was delivered
     * @param at GitHub's clock
     * @param arrived whether it was answered with a success
     */
    record Attempt(long id, String guid, Instant at, boolean arrived) {}

    /**
     * @param attempts newest first
     * @param next where the older ones are; null at the end
     */
    record Page(List<Attempt> attempts, @Nullable String next) {
        public Page {
            attempts = List.copyOf(attempts);
        }
    }

    /** @param page null for the newest */
    Page attempts(@Nullable String page);

    /** Asks for one more attempt of what this one was to deliver. */
    void again(long attempt);

    /** For how long GitHub remembers, and delivers again. */
    Duration memory();
}
