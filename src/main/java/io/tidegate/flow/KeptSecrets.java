package io.tidegate.flow;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/** Secrets that an operator wanted kept beside everything else, by their keys in the configuration, as {@link Cipher} sealed them. */
public interface KeptSecrets {
    /** The place for which they are sealed; the row is the key. */
    String TABLE = "kept_secret";

    String COLUMN = "sealed";

    /** All of them at once: those of these keys are replaced. */
    void keep(Map<String, byte[]> sealed);

    Map<String, byte[]> kept();

    /** By their keys, since when each is as it is; for people, who need no key of the encryption to see it. */
    SortedMap<String, Instant> since();

    /** @return those of the keys that were kept until now, in their order */
    SortedSet<String> forget(Collection<String> keys);
}
