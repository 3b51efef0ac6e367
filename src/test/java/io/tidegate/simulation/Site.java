package io.tidegate.simulation;

import io.tidegate.flow.Effects;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One replica with what it has claimed and not begun; when it dies, that dies with it, and another life begins. */
final class Site {
    private final String name;
    private final Supplier<Replica> maker;
    private final List<Inbox.Claimed> deliveries = new ArrayList<>();
    private final List<Effects.Claimed> effects = new ArrayList<>();
    private Replica replica;
    private int life;

    Site(String name, Supplier<Replica> maker) {
        this.name = name;
        this.maker = maker;
        this.replica = maker.get();
    }

    String name() {
        return name;
    }

    int life() {
        return life;
    }

    Replica replica() {
        return replica;
    }

    List<Inbox.Claimed> deliveries() {
        return deliveries;
    }

    List<Effects.Claimed> effects() {
        return effects;
    }

    void reborn() {
        life++;
        deliveries.clear();
        effects.clear();
        replica = maker.get();
    }
}
