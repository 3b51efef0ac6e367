package io.tidegate.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidegate.audit.Head;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has the audit log sealed every second, and publishes its head where who can write the database cannot reach it. */
@Singleton
public class Sealing {
    private static final Logger LOG = Logger.getLogger(Sealing.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Role role;
    private final boolean enabled;
    private final Duration interval;
    private final Optional<Path> file;
    private final Instance<Seals> seals;
    private final InstantSource clock;
    private final AtomicLong sealed = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sealing").daemon().factory());
    private @Nullable Head published;
    private Instant due = Instant.MIN;
    private boolean failing;

    /**
     * @param interval how often the head is published, when it has moved
     * @param file gets a line for each head too
     */
    public Sealing(
            @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role,
            @ConfigProperty(name = "tidegate.loop.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "tidegate.audit.head-interval", defaultValue = "PT10M") Duration interval,
            @ConfigProperty(name = "tidegate.audit.head-file") Optional<Path> file,
            Instance<Seals> seals,
            InstantSource clock,
            MeterRegistry meters) {
        this.role = role;
        this.enabled = enabled;
        this.interval = interval;
        this.file = file;
        this.seals = seals;
        this.clock = clock;
        meters.gauge("tidegate.audit.sealed", sealed);
    }

    void start(@Observes StartupEvent event) {
        if (enabled && role.works()) {
            var unused = timer.scheduleWithFixedDelay(this::round, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.shutdown();
        if (enabled && role.works() && timer.awaitTermination(5, TimeUnit.SECONDS)) {
            due = Instant.MIN;
            round();
        }
    }

    private void round() {
        try {
            seals.get().seal();
            seals.get().head().ifPresent(this::publish);
            failing = false;
        } catch (RuntimeException failure) {
            if (!failing) {
                LOG.errorf(
                        "The audit log cannot be sealed, which is tried again each second: %s",
                        Failure.inWords(failure));
            }
            failing = true;
        }
    }

    private void publish(Head head) {
        sealed.set(head.position());
        Instant now = clock.instant();
        if (head.equals(published) || now.isBefore(due)) {
            return;
        }
        LOG.infof("Audit head %s", head.text());
        file.ifPresent(path -> append(path, now.truncatedTo(ChronoUnit.SECONDS) + " " + head.text() + "\n"));
        published = head;
        due = now.plus(interval);
    }

    private static void append(Path path, String line) {
        try {
            Files.writeString(path, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            LOG.errorf(
                    "The audit's head could not be written to tidegate.audit.head-file (%s): make that file writable",
                    unwritable.getClass().getSimpleName());
        }
    }
}
