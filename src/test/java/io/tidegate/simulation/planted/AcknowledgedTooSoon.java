package io.tidegate.simulation.planted;

import io.tidegate.flow.Inbox;
import io.tidegate.flow.Stores;
import io.tidegate.simulation.AroundInbox;
import io.tidegate.simulation.Plant;
import java.time.Duration;
import java.util.List;

/** A delivery is acknowledged when it is claimed, outside of the transaction that holds what follows from it. */
public final class AcknowledgedTooSoon implements Plant {
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
                claimed.forEach(one -> inner.finish(one, "done", "acknowledged"));
                return claimed;
            }

            @Override
            public void finish(Claimed claimed, String outcome, String reason) {
                // It is acknowledged already.
            }

            @Override
            public void retry(Claimed claimed, Duration after, String reason) {
                // There is nothing left to try again.
            }
        });
    }
}
