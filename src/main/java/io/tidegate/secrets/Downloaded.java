package io.tidegate.secrets;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of asking Doppler for the secrets of a config. */
sealed interface Downloaded {
    /** @param etag names this version; empty where Doppler named none */
    record Secrets(Map<String, String> values, String etag) implements Downloaded {
        public Secrets {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return values.size() + " secrets";
        }
    }

    /** It is as when it was asked last. */
    record Unchanged() implements Downloaded {}

    /** Doppler knows the token no more, or never did: 401, 403 or 404. */
    record Revoked(int status) implements Downloaded {}

    /**
     * Doppler is not there, or cannot answer now: try again.
     *
     * @param limited it was asked too often
     */
    record Away(String why, @Nullable Duration after, boolean limited) implements Downloaded {
        Away(String why) {
            this(why, null, false);
        }
    }
}
