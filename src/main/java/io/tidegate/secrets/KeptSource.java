package io.tidegate.secrets;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The App's credentials that the setup kept, as the last of all sources. They are one App's: where another App is
 * configured, none of them counts.
 */
public final class KeptSource implements ConfigSource {
    public static final String APP = "tidegate.github.app-id";
    private static final AtomicReference<Map<String, String>> OF_PROCESS = new AtomicReference<>(Map.of());
    private final Map<String, String> values;

    private KeptSource(Map<String, String> values) {
        this.values = values;
    }

    /** What every configuration of this process that is read from now on ends with. */
    public static void ofProcess(Map<String, String> opened) {
        OF_PROCESS.set(Map.copyOf(opened));
    }

    /** @param app that is configured elsewhere */
    static Optional<KeptSource> beside(Optional<String> app) {
        Map<String, String> values = OF_PROCESS.get();
        String own = values.get(APP);
        return own == null || app.filter(other -> !other.strip().equals(own)).isPresent()
                ? Optional.empty()
                : Optional.of(new KeptSource(values));
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public @Nullable String getValue(String key) {
        String value = values.get(key);
        return value == null ? null : SecretKeys.verbatim(key, value);
    }

    @Override
    public String getName() {
        return "credentials that the setup kept";
    }

    @Override
    public int getOrdinal() {
        return 0;
    }
}
