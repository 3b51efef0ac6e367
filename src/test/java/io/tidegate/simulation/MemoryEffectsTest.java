package io.tidegate.simulation;

import io.tidegate.flow.Effects;
import io.tidegate.flow.EffectsContract;
import io.tidegate.flow.Transactions;
import java.time.Duration;

class MemoryEffectsTest implements EffectsContract {
    private final Clock clock = new Clock();
    private final Journal journal = new Journal();
    private final MemoryEffects effects = new MemoryEffects(journal, clock);

    @Override
    public Effects effects() {
        return effects;
    }

    @Override
    public Transactions transactions() {
        return journal;
    }

    @Override
    public void passes(Duration time) {
        clock.pass(time);
    }
}
