package io.tidegate.flow;

import java.util.Map;

/** Secrets that an operator wanted kept beside everything else, by their keys in the configuration, as {@link Cipher} sealed them. */
public interface KeptSecrets {
    /** The place for which they are sealed; the row is the key. */
    String TABLE = "kept_secret";

    String COLUMN = "sealed";

    /** All of them at once: those of these keys are replaced. */
    void keep(Map<String, byte[]> sealed);

    Map<String, byte[]> kept();
}
