package io.tidegate.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What something has been over time, so that it can be judged what could be seen when. */
final class History<T> {
    private record Since<T>(Instant from, T value) {}

    private final List<Since<T>> moments = new ArrayList<>();

    History(Instant from, T first) {
        moments.add(new Since<>(from, first));
    }

    void set(Instant at, T value) {
        moments.add(new Since<>(at, value));
    }

    T now() {
        return moments.getLast().value();
    }

    T at(Instant moment) {
        T found = moments.getFirst().value();
        for (Since<T> since : moments) {
            if (!since.from().isAfter(moment)) {
                found = since.value();
            }
        }
        return found;
    }

    /** What it was last by then that is like this; what it was then, where it never was. */
    T latest(Instant moment, Predicate<T> like) {
        T found = at(moment);
        for (Since<T> since : moments) {
            if (!since.from().isAfter(moment) && like.test(since.value())) {
                found = since.value();
            }
        }
        return found;
    }

    /** Everything that it was at some moment since then. */
    List<T> since(Instant moment) {
        List<T> seen = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            boolean last = i + 1 == moments.size();
            if (last || !moments.get(i + 1).from().isBefore(moment)) {
                seen.add(moments.get(i).value());
            }
        }
        return seen;
    }
}
