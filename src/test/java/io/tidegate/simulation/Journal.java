package io.tidegate.simulation;

import io.tidegate.flow.Transactions;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transactions over tables in memory: what was changed is undone, newest first, when the work throws. */
final class Journal implements Transactions {
    private @Nullable Deque<Runnable> undo;

    @Override
    public <T> T inOne(Supplier<T> work) {
        if (undo != null) {
            return work.get();
        }
        Deque<Runnable> mine = new ArrayDeque<>();
        undo = mine;
        try {
            return work.get();
        } catch (RuntimeException | Error failure) {
            mine.forEach(Runnable::run);
            throw failure;
        } finally {
            undo = null;
        }
    }

    /** A transaction of its own: it stays whatever becomes of the one around it. */
    <T> T apart(Supplier<T> work) {
        Deque<Runnable> around = undo;
        undo = null;
        try {
            return inOne(work);
        } finally {
            undo = around;
        }
    }

    /** Rows by key, in the order of their keys. */
    final class Table<K extends Comparable<K>, V> {
        private final Map<K, V> rows = new TreeMap<>();

        @Nullable
        V get(K key) {
            return rows.get(key);
        }

        void put(K key, V row) {
            remember(key, rows.put(key, row));
        }

        void remove(K key) {
            remember(key, rows.remove(key));
        }

        Collection<V> all() {
            return Collections.unmodifiableCollection(rows.values());
        }

        private void remember(K key, @Nullable V before) {
            if (undo != null) {
                undo.push(() -> {
                    if (before == null) {
                        rows.remove(key);
                    } else {
                        rows.put(key, before);
                    }
                });
            }
        }
    }
}
