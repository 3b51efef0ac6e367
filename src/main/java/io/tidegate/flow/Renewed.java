package io.tidegate.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A secret as it is now. What it was before is still accepted for a while from others, who learn of a change later or
 * sooner than we do.
 */
public final class Renewed<T> implements Supplier<T> {
    private record Past<T>(T value, Instant until) {}

    private record Held<T>(T now, List<Past<T>> past) {}

    private final InstantSource clock;
    private final Duration overlap;
    private volatile Held<T> held;

    public Renewed(T first, InstantSource clock, Duration overlap) {
        this.clock = clock;
        this.overlap = overlap;
        this.held = new Held<>(first, List.of());
    }

    /** One that never changes. */
    public static <T> Renewed<T> fixed(T value) {
        return new Renewed<>(value, InstantSource.system(), Duration.ZERO);
    }

    @Override
    public T get() {
        return held.now();
    }

    /** The newest first. */
    public List<T> accepted() {
        Held<T> seen = held;
        List<T> accepted = new ArrayList<>(List.of(seen.now()));
        if (!seen.past().isEmpty()) {
            living(seen.past()).forEach(past -> accepted.add(past.value()));
        }
        return accepted;
    }

    public synchronized void renew(T next) {
        Held<T> before = held;
        List<Past<T>> past = new ArrayList<>();
        past.add(new Past<>(before.now(), clock.instant().plus(overlap)));
        past.addAll(living(before.past()));
        held = new Held<>(next, List.copyOf(past));
    }

    private List<Past<T>> living(List<Past<T>> past) {
        Instant now = clock.instant();
        return past.stream().filter(one -> now.isBefore(one.until())).toList();
    }
}
