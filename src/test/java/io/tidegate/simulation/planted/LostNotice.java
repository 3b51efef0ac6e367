package io.tidegate.simulation.planted;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Stores;
import io.tidegate.simulation.AroundInbox;
import io.tidegate.simulation.Plant;
import java.util.List;

/** What an environment tells other pull requests is not delivered. */
public final class LostNotice implements Plant {
    @Override
    public Stores around(Stores stores) {
        Inbox inner = stores.inbox();
        return stores.with(new AroundInbox() {
            @Override
            public Inbox inner() {
                return inner;
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
