package io.tidegate.github;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps what was used last, within a total weight. Safe for threads; values are immutable. */
final class BoundedCache<K, V> {
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long limit;
    private final ToLongFunction<V> weigher;
    private long weight;

    BoundedCache(long limit, ToLongFunction<V> weigher) {
        this.limit = limit;
        this.weigher = weigher;
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    synchronized void put(K key, V value) {
        remove(key);
        long added = weigher.applyAsLong(value);
        if (added > limit) {
            return;
        }
        entries.put(key, value);
        weight += added;
        var oldest = entries.entrySet().iterator();
        while (weight > limit && oldest.hasNext()) {
            weight -= weigher.applyAsLong(oldest.next().getValue());
            oldest.remove();
        }
    }

    synchronized void remove(K key) {
        V old = entries.remove(key);
        if (old != null) {
            weight -= weigher.applyAsLong(old);
        }
    }
}
