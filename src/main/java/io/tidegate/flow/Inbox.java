package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The durable inbox: everything that arrives, acknowledged only when its consequences are committed with it. */
public interface Inbox {
    /** A claimed delivery. {@code lease} is its fence: a later claim has a higher one. */
    record Claimed(Delivery delivery, long lease) {}

    /**
     * Stores a delivery durably before returning, in a transaction of its own.
     *
     * @return false when this delivery is known already: its source, id, kind and payload
     */
    boolean accept(String source, String id, String kind, byte[] payload);

    /**
     * Claims up to {@code most} deliveries that wait, for {@code lease} by the database's clock: people's before machines',
     * and of each rank one of every repository in turn.
     */
    List<Claimed> claim(int most, Duration lease);

    /**
     * Marks it done within the caller's transaction.
     *
     * @param outcome {@code done}, {@code ignored} or {@code malformed}
     * @throws LeaseLost when somebody else has claimed it since; the caller's transaction must roll back
     */
    void finish(Claimed claimed, String outcome, String reason);

    /** Prolongs leases that are still held; those that were lost are left alone. */
    void renew(Collection<Claimed> claimed, Duration lease);

    /** Gives it back untouched, to be claimed after a while by somebody else; this was no try. */
    void leave(Claimed claimed, Duration after, String reason);

    /** Puts it back to be tried again after a while; after {@code attempts} tries it is set aside with the reason. */
    void retry(Claimed claimed, Duration after, String reason);

    /**
     * Adds outcomes of our own within the caller's transaction, of the {@link Trace#current}.
     *
     * @param id unique: the same outcome twice is one
     */
    void add(String id, ChangeId change, Repository repository, List<ChangeEvent> events);
}
