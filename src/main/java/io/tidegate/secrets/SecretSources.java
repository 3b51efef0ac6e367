package io.tidegate.secrets;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Adds the files, Doppler and what the setup kept to the sources of the configuration, where they are configured. */
public final class SecretSources implements ConfigSourceFactory {
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return of(key -> Optional.ofNullable(context.getValue(key))
                .map(ConfigValue::getValue)
                .filter(value -> !value.isBlank()));
    }

    /** What a key holds, for those who need it before there is a configuration. */
    public static Optional<String> value(Function<String, Optional<String>> outside, String key) {
        Optional<String> given = outside.apply(key);
        return given.isPresent()
                ? given
                : of(outside).stream()
                        .flatMap(source -> Optional.ofNullable(source.getValue(key)).stream())
                        .map(value -> value.replace("$$", "$"))
                        .findFirst();
    }

    /** In the order in which they count. */
    private static List<ConfigSource> of(Function<String, Optional<String>> given) {
        List<ConfigSource> sources = new ArrayList<>();
        SecretFiles files = SecretFiles.of(given);
        if (!files.isEmpty()) {
            sources.add(files);
        }
        doppler(given, files).map(DopplerSource::ofProcess).ifPresent(sources::add);
        Optional<String> app = given.apply(KeptSource.APP)
                .or(() -> sources.stream()
                        .flatMap(source -> Optional.ofNullable(source.getValue(KeptSource.APP)).stream())
                        .findFirst());
        KeptSource.beside(app).ifPresent(sources::add);
        return sources;
    }

    /** Its token, and all else about it, may stand in files too. */
    static Optional<DopplerSettings> doppler(Function<String, Optional<String>> given, SecretFiles files) {
        return DopplerSettings.of(key -> given.apply(key)
                .or(() -> Optional.ofNullable(files.getValue(key)).map(value -> value.replace("$$", "$"))));
    }
}
