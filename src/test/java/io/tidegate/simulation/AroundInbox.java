package io.tidegate.simulation;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Inbox;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** An inbox that does as another one does, but for what is written anew. */
public interface AroundInbox extends Inbox {
    Inbox inner();

    @Override
    default boolean accept(String source, String id, String kind, byte[] payload) {
        return inner().accept(source, id, kind, payload);
    }

    @Override
    default List<Claimed> claim(int most, Duration lease) {
        return inner().claim(most, lease);
    }

    @Override
    default void finish(Claimed claimed, String outcome, String reason) {
        inner().finish(claimed, outcome, reason);
    }

    @Override
    default void renew(Collection<Claimed> claimed, Duration lease) {
        inner().renew(claimed, lease);
    }

    @Override
    default void leave(Claimed claimed, Duration after, String reason) {
        inner().leave(claimed, after, reason);
    }

    @Override
    default void retry(Claimed claimed, Duration after, String reason) {
        inner().retry(claimed, after, reason);
    }

    @Override
    default void add(String id, ChangeId change, Repository repository, List<ChangeEvent> events) {
        inner().add(id, change, repository, events);
    }
}
