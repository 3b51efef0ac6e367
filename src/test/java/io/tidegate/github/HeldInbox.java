package io.tidegate.github;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Inbox;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An inbox in memory as the door sees it: what has been accepted, and whether the store is up. */
final class HeldInbox implements Inbox {
    record Accepted(String source, String id, String kind, int bytes) {}

    private final Map<String, Accepted> accepted = new LinkedHashMap<>();
    private boolean down;

    synchronized void down(boolean now) {
        down = now;
    }

    synchronized List<Accepted> accepted() {
        return List.copyOf(accepted.values());
    }

    @Override
    public synchronized boolean accept(String source, String id, String kind, byte[] payload) {
        if (down) {
            throw new IllegalStateException("the store is down");
        }
        return accepted.putIfAbsent(source + "/" + id, new Accepted(source, id, kind, payload.length)) == null;
    }

    @Override
    public List<Claimed> claim(int most, Duration lease) {
        throw new UnsupportedOperationException("the door only accepts");
    }

    @Override
    public void finish(Claimed claimed, String outcome, String reason) {
        throw new UnsupportedOperationException("the door only accepts");
    }

    @Override
    public void renew(Collection<Claimed> claimed, Duration lease) {
        throw new UnsupportedOperationException("the door only accepts");
    }

    @Override
    public void leave(Claimed claimed, Duration after, String reason) {
        throw new UnsupportedOperationException("the door only accepts");
    }

    @Override
    public void retry(Claimed claimed, Duration after, String reason) {
        throw new UnsupportedOperationException("the door only accepts");
    }

    @Override
    public void add(String id, ChangeId change, Repository repository, List<ChangeEvent> events) {
        throw new UnsupportedOperationException("the door only accepts");
    }
}
