package io.tidegate.simulation.planted;

import io.tidegate.flow.Inbox;
import io.tidegate.flow.LeaseLost;
import io.tidegate.flow.Stores;
import io.tidegate.simulation.AroundInbox;
import io.tidegate.simulation.Plant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whoever comes to an end with a delivery ends it, also when its lease was lost and somebody else decides it. */
public final class NoFence implements Plant {
    private final Map<Long, Inbox.Claimed> newest = new HashMap<>();

    @Override
    public Stores around(Stores stores) {
        Inbox inner = stores.inbox();
        return stores.with(new AroundInbox() {
            @Override
            public Inbox inner() {
                return inner;
            }

            @Override
            public List<Claimed> claim(int most, Duration lease) {
                List<Claimed> claimed = inner.claim(most, lease);
                claimed.forEach(one -> newest.put(one.delivery().number(), one));
                return claimed;
            }

            @Override
            public void finish(Claimed claimed, String outcome, String reason) {
                try {
                    inner.finish(newest.getOrDefault(claimed.delivery().number(), claimed), outcome, reason);
                } catch (LeaseLost late) {
                    // Without a fence nobody notices.
                }
            }
        });
    }
}
