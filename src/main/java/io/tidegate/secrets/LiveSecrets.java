package io.tidegate.secrets;

import io.tidegate.flow.Renewed;
import io.tidegate.flow.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Secrets as the configuration has them, and has them again after its sources were looked at. */
@Singleton
public final class LiveSecrets implements Secrets {
    private static final Logger LOG = Logger.getLogger(LiveSecrets.class);
    private final Config config;
    private final InstantSource clock;
    private final Duration overlap;
    private final List<Follower<?>> followers = new CopyOnWriteArrayList<>();

    /** @param overlap how long what was replaced is still accepted from others */
    @Inject
    public LiveSecrets(
            Config config,
            InstantSource clock,
            @ConfigProperty(name = "tidegate.secrets.overlap", defaultValue = "PT1H") Duration overlap) {
        this.config = config;
        this.clock = clock;
        this.overlap = overlap;
    }

    @Override
    public <T> Renewed<T> follow(String key, Function<Optional<String>, T> read) {
        Optional<String> text = text(key);
        Renewed<T> renewed = new Renewed<>(read.apply(text), clock, overlap);
        followers.add(new Follower<>(key, read, renewed, text));
        return renewed;
    }

    List<Source> sources() {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(Source.class::isInstance)
                .map(Source.class::cast)
                .toList();
    }

    /** Looks at every source again, and passes on what has changed. */
    public synchronized void renew() {
        Set<String> changed = new TreeSet<>();
        sources().forEach(source -> changed.addAll(source.renew()));
        if (changed.isEmpty()) {
            return;
        }
        followers.forEach(this::renew);
        Set<String> followed =
                followers.stream().map(follower -> follower.key).collect(Collectors.toCollection(TreeSet::new));
        Set<String> variables = followed.stream().map(SecretKeys::variable).collect(Collectors.toSet());
        changed.removeIf(name -> followed.contains(name) || variables.contains(name));
        if (!changed.isEmpty()) {
            LOG.warnf("%s changed where secrets come from: it takes effect with the next start", changed);
        }
    }

    private <T> void renew(Follower<T> follower) {
        Optional<String> text = text(follower.key);
        if (text.equals(follower.seen)) {
            return;
        }
        follower.seen = text;
        try {
            follower.renewed.renew(follower.read.apply(text));
            LOG.infof("%s was renewed", follower.key);
        } catch (IllegalStateException unusable) {
            LOG.errorf("%s What it was before goes on being used.", unusable.getMessage());
        }
    }

    private Optional<String> text(String key) {
        return config.getOptionalValue(key, String.class);
    }

    private static final class Follower<T> {
        final String key;
        final Function<Optional<String>, T> read;
        final Renewed<T> renewed;
        Optional<String> seen;

        Follower(String key, Function<Optional<String>, T> read, Renewed<T> renewed, Optional<String> seen) {
            this.key = key;
            this.read = read;
            this.renewed = renewed;
            this.seen = seen;
        }
    }
}
