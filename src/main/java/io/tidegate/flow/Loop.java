package io.tidegate.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidegate.change.ChangeDecider;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts the workers with the product and stops them with it. */
@Singleton
public class Loop {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final int INBOX = 4;
    private static final Duration SLOW_POLL = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Role role;
    private final boolean enabled;
    private final InboxWorker inboxWorker;
    private final EffectWorker effectWorker;
    private final Crew<Inbox.Claimed> inboxCrew;
    private final Crew<Effects.Claimed> effectCrew;
    private final ScheduledExecutorService leases = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("leases").daemon().factory());

    /**
     * @param lease how long what a killed process was doing stays with it; a live one keeps prolonging its leases
     * @param hands how many effects are performed at once
     * @param first the pause after a first failure; it doubles, up to {@code longest}
     * @param giveUp for how long what is away is tried again
     */
    @SuppressWarnings("TooManyParameters")
    public Loop(
            @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role,
            @ConfigProperty(name = "tidegate.loop.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "tidegate.lease", defaultValue = "PT6S") Duration lease,
            @ConfigProperty(name = "tidegate.loop.effects", defaultValue = "8") int hands,
            @ConfigProperty(name = "tidegate.retry.first", defaultValue = "PT1S") Duration first,
            @ConfigProperty(name = "tidegate.retry.longest", defaultValue = "PT5M") Duration longest,
            @ConfigProperty(name = "tidegate.retry.give-up-after", defaultValue = "PT30M") Duration giveUp,
            Inbox inbox,
            Changes changes,
            Environments environments,
            Repositories repositories,
            Effects effects,
            Audit audit,
            Transactions transactions,
            Signals signals,
            Instance<DeliveryReader> readers,
            Performer performer,
            InstantSource clock,
            RandomGenerator random,
            MeterRegistry meters,
            Tracer tracer) {
        Ports ports = new Ports(inbox, changes, environments, repositories, effects, audit, transactions);
        Patience patience = new Patience(random, first, longest, giveUp);
        this.enabled = enabled && role.works();
        this.role = role;
        // Readers know credentials, which a process that decides nothing need not have.
        List<DeliveryReader> known = this.enabled ? readers.stream().toList() : List.of();
        Watch watch = new Watch(meters, tracer, clock);
        this.inboxWorker = new InboxWorker(ports, known, ChangeDecider::decide, patience, lease, watch);
        this.effectWorker = new EffectWorker(ports, performer, clock, patience, lease, hands, watch);
        this.inboxCrew = new Crew<>(
                "inbox",
                INBOX,
                inboxWorker::claim,
                inboxWorker::work,
                signals.ear(Signals.Queue.DELIVERIES),
                () -> SLOW_POLL);
        this.effectCrew = new Crew<>(
                "effects",
                hands,
                effectWorker::claim,
                effectWorker::work,
                signals.ear(Signals.Queue.EFFECTS),
                effectWorker::idle);
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            long every = effectWorker.renewal().toMillis();
            var unused = leases.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
            inboxCrew.start();
            effectCrew.start();
        } else if (role.works()) {
            LOG.warn("No worker is started: deliveries are stored, and nothing is decided or done");
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (enabled) {
            inboxCrew.retire();
            effectCrew.retire();
            boolean decided = inboxCrew.stop(GRACE);
            boolean performed = effectCrew.stop(GRACE);
            if (!decided || !performed) {
                LOG.info("Work is going on that does not end: it is handed back");
                inboxWorker.handBack();
                effectWorker.handBack();
                inboxCrew.dismiss();
                effectCrew.dismiss();
            }
            leases.shutdownNow();
        }
    }

    private void renew() {
        try {
            inboxWorker.renew();
            effectWorker.renew();
        } catch (RuntimeException failure) {
            LOG.warnf("Leases could not be prolonged: %s", Failure.inWords(failure));
        }
    }
}
