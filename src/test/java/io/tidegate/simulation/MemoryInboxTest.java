package io.tidegate.simulation;

import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.InboxContract;
import io.tidegate.flow.Transactions;

class MemoryInboxTest implements InboxContract {
    private final Journal journal = new Journal();
    private final MemoryInbox inbox = new MemoryInbox(journal, new Clock());

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public Transactions transactions() {
        return journal;
    }

    @Override
    public DeliveryReader reader() {
        return inbox.reader();
    }

    @Override
    public String ending() {
        return inbox.over()
                .map(row -> row.ended() + ": " + row.reason())
                .findFirst()
                .orElseThrow();
    }
}
