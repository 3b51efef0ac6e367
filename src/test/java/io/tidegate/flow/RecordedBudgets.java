package io.tidegate.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Budgets that never end, and what was told of them. */
public final class RecordedBudgets implements Budgets {
    public final List<String> asked = new ArrayList<>();
    public final List<String> told = new ArrayList<>();
    public final List<String> held = new ArrayList<>();

    @Override
    public synchronized void ask(String whose) {
        asked.add(whose);
    }

    @Override
    public synchronized void told(String whose, Told budget) {
        told.add(whose + " " + budget.remaining() + "/" + budget.most());
    }

    @Override
    public synchronized void hold(String whose, Duration lasting) {
        held.add(whose + " " + lasting);
    }
}
