package io.tidegate.flow;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import io.tidegate.run.RunId;
import java.time.Duration;
import java.util.List;

/** Effects to do, durable. One that is wanted again while it runs is open again when it ends (no lost wake-up). */
public interface Effects {
    /**
     * An effect claimed to be performed.
     *
     * @param tries counts from 1; above 1 the outcome of an earlier try may be unknown
     * @param lease the fence
     * @param generation the wanted generation at the time of the claim
     */
    record Claimed(long number, ChangeId change, Repository repository, Effect effect, int tries, long lease, long generation) {}

    /** Within the caller's transaction. A key that is wanted already becomes one generation more. */
    void want(ChangeId change, Repository repository, List<Effect> effects);

    /** Claims up to {@code most} that are due, at most one per lane of a pull request, for {@code lease}. */
    List<Claimed> claim(int most, Duration lease);

    /** Done within the caller's transaction; open again at once when it was wanted again meanwhile. */
    void finish(Claimed claimed, String outcome);

    /**
     * Not done yet: due again after a while, within the caller's transaction.
     *
     * @param failed whether this counts as a failed try ({@code tries} grows), or only as waiting
     */
    void again(Claimed claimed, Duration after, boolean failed, String reason);

    /** Given up for good, within the caller's transaction. */
    void giveUp(Claimed claimed, String reason);

    /** Makes following this run due now. */
    void hurry(RunId run);
}
