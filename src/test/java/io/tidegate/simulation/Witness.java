package io.tidegate.simulation;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.flow.Deciding;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Stores;
import io.tidegate.flow.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Sees what is committed, and lets transactions fail and processes die around them. */
final class Witness {
    private final Judge judge;
    private final Wire wire;
    /** What is told to the judge once it is committed. */
    private final List<Runnable> seen = new ArrayList<>();

    Witness(Judge judge, Wire wire) {
        this.judge = judge;
        this.wire = wire;
    }

    Deciding around(Deciding deciding) {
        return (change, shared, event) -> {
            var decision = deciding.decide(change, shared, event);
            ChangeId id = change.id();
            List<Effect> effects = decision.effects();
            seen.add(() -> judge.decided(id, event, effects));
            return decision;
        };
    }

    Stores around(Stores stores) {
        return stores.with(around(stores.inbox())).with(around(stores.transactions()));
    }

    private Transactions around(Transactions inner) {
        return new Transactions() {
            @Override
            public <T> T inOne(Supplier<T> work) {
                seen.clear();
                T result = inner.inOne(() -> {
                    T done = work.get();
                    wire.mayDie("before the commit", 150);
                    if (wire.fails(200)) {
                        wire.tell("the database went away before the commit");
                        throw new IllegalStateException("the database went away");
                    }
                    return done;
                });
                List.copyOf(seen).forEach(Runnable::run);
                seen.clear();
                wire.mayDie("after the commit", 150);
                return result;
            }
        };
    }

    private Inbox around(Inbox inner) {
        return new AroundInbox() {
            @Override
            public Inbox inner() {
                return inner;
            }

            @Override
            public void finish(Claimed claimed, String outcome, String reason) {
                inner.finish(claimed, outcome, reason);
                seen.add(() -> judge.finished(claimed.delivery().number()));
            }
        };
    }
}
