package io.tidegate.secrets;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at the sources of secrets again: on a schedule, and sooner when Doppler says that something changed. */
@Singleton
public final class SecretRenewal {
    /** However many hints come: they cost no more than this of Doppler's limit of requests. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(SecretRenewal.class);
    private final LiveSecrets secrets;
    private final Duration interval;
    private final RandomGenerator random;
    private final Semaphore hints = new Semaphore(0);
    private @Nullable Thread thread;

    @Inject
    SecretRenewal(
            LiveSecrets secrets,
            @ConfigProperty(name = "tidegate.secrets.interval", defaultValue = "PT1M") Duration interval,
            RandomGenerator random) {
        this.secrets = secrets;
        this.interval = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        this.random = random;
    }

    void start(@Observes StartupEvent event) {
        if (!secrets.sources().isEmpty()) {
            // A platform thread: interrupting a virtual one closes what it reads from.
            thread = Thread.ofPlatform().name("secrets").daemon().start(this::look);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Somebody says that something changed; that it did is not believed, only looked for. */
    void hint() {
        hints.release();
    }

    private void look() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(SHORTEST.toMillis());
                Duration pause = limit();
                if (pause.isZero()) {
                    boolean hinted = hints.tryAcquire(jittered().toMillis(), TimeUnit.MILLISECONDS);
                    LOG.debugf("Looking for changed secrets%s", hinted ? ", since Doppler said so" : "");
                } else {
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
                hints.drainPermits();
                renew();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew() {
        try {
            secrets.renew();
        } catch (RuntimeException failure) {
            // Its message is left out: what failed may have been holding a secret.
            LOG.errorf(
                    "Secrets could not be looked at again (%s); what is known goes on being used",
                    failure.getClass().getSimpleName());
        }
    }

    /** What Doppler asked for, hint or not. */
    private Duration limit() {
        return secrets.sources().stream()
                .filter(DopplerSource.class::isInstance)
                .flatMap(source -> ((DopplerSource) source).pause().stream())
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** Replicas that were started together do not ask together. */
    private Duration jittered() {
        return Duration.ofMillis(Math.round(interval.toMillis() * (0.8 + 0.4 * random.nextDouble())));
    }
}
