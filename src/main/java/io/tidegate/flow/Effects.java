package io.tidegate.flow;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import io.tidegate.run.RunId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Effects to do, durable. One that is wanted again while it runs is open again when it ends (no lost wake-up). */
public interface Effects {
    /**
     * An effect claimed to be performed.
     *
     * @param tries counts from 1; above 1 the outcome of an earlier try may be unknown
     * @param lease the fence
     * @param generation the wanted generation at the time of the claim
     * @param origin whence it comes
     */
    record Claimed(
            long number,
            ChangeId change,
            Repository repository,
            Effect effect,
            int tries,
            long lease,
            long generation,
            Origin origin) {
        /** As it is to be done now: since it was wanted the repository may have got another name. */
        Claimed of(Repository named) {
            return new Claimed(number, change, named, effect, tries, lease, generation, origin);
        }
    }

    /**
     * @param trace of the newest wish
     * @param age since the first wish, by the database's clock
     */
    record Origin(Trace trace, Duration age) {}

    /** Why an effect is not done yet. */
    enum Why {
        /** Nothing failed: it waits for something. */
        WAITING,
        /** Nobody answered, or the answer was that the other side cannot. */
        AWAY,
        /** The answer was to come again after so long: the time until then is no failing. */
        LIMITED,
        /** The answer was a refusal, or a mistake of our own: after a few of these the next would be the same. */
        ANSWERED
    }

    /**
     * How an effect has failed since it last got on, by the database's clock.
     *
     * @param times the failures recorded by {@link #again}
     * @param answered those of them that were an answer
     * @param lasting since the first of them; zero when there are none
     */
    record Failing(int times, int answered, Duration lasting) {}

    /** Within the caller's transaction, of the {@link Trace#current}. A key that is wanted already becomes one generation more. */
    void want(ChangeId change, Repository repository, List<Effect> effects);

    /**
     * Claims up to {@code most} that are due, for {@code lease}. Of a lane of a pull request only the first open one
     * can be claimed, so that its effects run one after another in the order in which they were wanted.
     */
    default List<Claimed> claim(int most, Duration lease) {
        return claim(most, most, lease);
    }

    /** @param machines no more than so many of what only machines wait for */
    List<Claimed> claim(int most, int machines, Duration lease);

    /** Prolongs leases that are still held; zero hands them back. Those that were lost are left alone. */
    void renew(Collection<Claimed> claimed, Duration lease);

    Failing failing(Claimed claimed);

    /**
     * Done within the caller's transaction; open again at once when it was wanted again meanwhile.
     *
     * @throws LeaseLost when somebody else has claimed it since, as all that follow
     */
    void finish(Claimed claimed, String outcome);

    /**
     * Not done yet: due again after a while, within the caller's transaction; at once if it was hurried meanwhile.
     *
     * @param why a failed try counts ({@code tries} grows), waiting does not
     */
    void again(Claimed claimed, Duration after, Why why, String reason);

    /** Given up for good, within the caller's transaction; a later wish opens it again. */
    void giveUp(Claimed claimed, String reason);

    /** Makes following this run due now, also when it is being looked at. */
    void hurry(RunId run);
}
