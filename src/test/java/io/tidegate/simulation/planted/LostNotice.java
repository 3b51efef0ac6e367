package io.tidegate.simulation.planted;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Stores;
import io.tidegate.simulation.Plant;
import java.time.Duration;
import java.util.List;

/** What an environment tells other pull requests is not delivered. */
public final class LostNotice implements Plant {
    @Override
    public Stores around(Stores stores) {
        Inbox inner = stores.inbox();
        return stores.with(new Inbox() {
            @Override
            public boolean accept(String source, String id, String kind, byte[] payload) {
                return inner.accept(source, id, kind, payload);
            }

            @Override
            public List<Claimed> claim(int most, Duration lease) {
                return inner.claim(most, lease);
            }

            @Override
            public void finish(Claimed claimed, String outcome, String reason) {
                inner.finish(claimed, outcome, reason);
            }

            @Override
            public void retry(Claimed claimed, Duration after, String reason) {
                inner.retry(claimed, after, reason);
            }

            @Override
            public void add(String id, ChangeId change, Repository repository, List<ChangeEvent> events) {
                if (!id.startsWith("notice/")) {
                    inner.add(id, change, repository, events);
                }
            }
        });
    }
}
