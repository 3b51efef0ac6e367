package io.tidegate.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the sweeper remembers from one round to the next, for all replicas together; times are the database's clock. */
public interface Sweeps {
    /**
     * How far a look through a long list has come.
     *
     * @param reached everything before was looked at; null when nothing was
     * @param since when the look was begun that is not at its end; null between two looks
     * @param page where that one goes on
     */
    record Progress(
            @Nullable Instant reached,
            @Nullable Instant since,
            @Nullable String page) {}

    /**
     * Takes a part of the sweeper, so that no other replica does it at the same time.
     *
     * @param anyway also when it is not due yet
     * @return the fence; empty when it is not due, or somebody else has it
     */
    OptionalLong begin(String part, boolean anyway, Duration lease);

    /** Hands it back; it is due again after a while. Nothing happens when somebody else has it by now. */
    void end(String part, long fence, Duration after);

    Progress progress(String part);

    void remember(String part, Progress progress);

    /**
     * Counts a try to mend something.
     *
     * @return false when it was tried that often already, or a shorter while ago; then nothing is counted
     */
    boolean mayTry(String what, int most, Duration pause);

    /** Those of these ids under which this source has delivered something. */
    Set<String> known(String source, Collection<String> ids);
}
