package io.tidegate.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks for what was lost, a while after the start and then on a schedule: nothing here is needed as long as nothing
 * fails. Each part is done by one replica at a time, and one that fails leaves the others alone.
 */
@Singleton
public class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final boolean enabled;
    private final Duration delay;
    private final Duration every;
    private final Duration longest;
    private final Supplier<List<Sweep>> parts;
    private final Sweeps sweeps;
    private final InstantSource clock;
    private final MeterRegistry meters;
    // A platform thread: interrupting a virtual one closes the socket that it reads from.
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweeper").daemon().factory());
    private boolean first = true;

    /**
     * @param decided whether anything that is found is decided and done here
     * @param delay after the start: what is under way may still come by itself
     * @param parts made when they are needed: a missing setting of theirs is not this class's to report
     * @param longest for one part; what is left is the next round's
     */
    @Inject
    @SuppressWarnings("TooManyParameters")
    Sweeper(
            @ConfigProperty(name = "tidegate.sweeper.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "tidegate.loop.enabled", defaultValue = "true") boolean decided,
            @ConfigProperty(name = "tidegate.sweeper.delay", defaultValue = "PT30S") Duration delay,
            @ConfigProperty(name = "tidegate.sweeper.every", defaultValue = "PT10M") Duration every,
            @ConfigProperty(name = "tidegate.sweeper.longest", defaultValue = "PT2M") Duration longest,
            Instance<Sweep> parts,
            Sweeps sweeps,
            InstantSource clock,
            MeterRegistry meters) {
        this(enabled && decided, delay, every, longest, () -> parts.stream().toList(), sweeps, clock, meters);
    }

    @SuppressWarnings("TooManyParameters")
    Sweeper(
            boolean enabled,
            Duration delay,
            Duration every,
            Duration longest,
            Supplier<List<Sweep>> parts,
            Sweeps sweeps,
            InstantSource clock,
            MeterRegistry meters) {
        this.enabled = enabled;
        this.delay = delay;
        this.every = every;
        this.longest = longest;
        this.parts = parts;
        this.sweeps = sweeps;
        this.clock = clock;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            var unused = executor.scheduleWithFixedDelay(
                    this::sweep, delay.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("The sweeper does not end: its lease does");
        }
    }

    /** One round of every part; the first one since the start looks although another replica has lately. */
    void sweep() {
        try {
            for (Sweep part : parts.get()) {
                if (!Thread.currentThread().isInterrupted()) {
                    sweep(part, first);
                }
            }
            first = false;
        } catch (RuntimeException unusable) {
            // Out of here it would end the schedule.
            LOG.errorf("The sweeper cannot begin: %s", rootOf(unusable));
        }
    }

    private static String rootOf(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    private void sweep(Sweep part, boolean anyway) {
        try {
            OptionalLong fence = sweeps.begin(part.part(), anyway, longest.multipliedBy(2));
            if (fence.isPresent()) {
                try {
                    count(
                            part,
                            "found",
                            part.look(new Round(clock, clock.instant().plus(longest))));
                } finally {
                    // A little early, so that a schedule that is a moment early itself does not miss its turn.
                    sweeps.end(
                            part.part(),
                            fence.getAsLong(),
                            every.multipliedBy(9).dividedBy(10));
                }
            }
        } catch (Outside away) {
            count(part, "failed", 1);
            LOG.warnf("The sweeper could not finish looking at %s: %s", part.part(), away.getMessage());
        } catch (RuntimeException failure) {
            count(part, "failed", 1);
            LOG.errorf("The sweeper failed at %s: %s", part.part(), Failure.inWords(failure));
            LOG.debug("The same with its cause", failure);
        }
    }

    private void count(Sweep part, String outcome, int times) {
        meters.counter("tidegate.sweeper", "part", part.part(), "outcome", outcome)
                .increment(times);
    }
}
