package io.tidegate.flow;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.tidegate.environment.Minimums;
import io.tidegate.plan.DigestKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** One process of the product without its threads and doors: its workers, stepped by whoever simulates. */
public final class Replica {
    public static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(1500);
    private static final DigestKey KEY =
            new DigestKey("sim", "a simulated installation".getBytes(StandardCharsets.UTF_8));

    /** The other systems, as the product reaches them. */
    public record Outer(
            Forge forge, Merges merges, Runs runs, ConfigurationReader configuration, ModuleSources modules) {}

    private static final int HANDS = 8;

    private final InboxWorker inbox;
    private final EffectWorker effects;

    public Replica(
            Stores stores,
            Outer outer,
            List<DeliveryReader> readers,
            Deciding deciding,
            InstantSource clock,
            RandomGenerator random) {
        Patience patience = new Patience(random, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(30));
        Watch watch = new Watch(new SimpleMeterRegistry(), OpenTelemetry.noop().getTracer("none"), clock);
        this.inbox = new InboxWorker(stores.ports(), readers, deciding, patience, LEASE, watch);
        this.effects = new EffectWorker(
                stores.ports(), performing(stores, outer, clock), clock, patience, LEASE, HANDS, watch);
    }

    private static Performing performing(Stores stores, Outer outer, InstantSource clock) {
        Forge forge = outer.forge();
        Runs runs = outer.runs();
        Modules modules = new Modules(forge, runs, outer.modules());
        ReadingPeople people = new ReadingPeople(forge);
        Claiming claiming = new Claiming(runs, stores.claims());
        Configuring configuring = new Configuring(
                outer.configuration(),
                Minimums.NONE,
                new OrganizationRules(forge, outer.configuration(), stores.files(), clock, false));
        Owning owning = new Owning(forge);
        Digesting digesting = new Digesting(forge, modules);
        Branches branches = new Branches(forge, stores.changes(), stores.environments(), people, digesting);
        Showing showing = new Showing(
                forge, stores.environments(), stores.objects(), new ClosingChecks(forge, stores.objects()), clock);
        return new Performing(
                stores.changes(),
                stores.repositories(),
                new Inspecting(
                        forge,
                        modules,
                        people,
                        claiming,
                        configuring,
                        new Proposing(forge, configuring),
                        owning,
                        clock),
                new GatheringEvidence(forge, runs, claiming, modules, people, configuring, owning, branches, clock),
                new StartingRuns(forge, runs, stores.places(), claiming, digesting, KEY, clock),
                new FollowingRuns(runs, forge::tree, (workspace, ahead) -> {}, clock, POLL, Duration.ofHours(2)),
                new ConfirmingRuns(runs, clock),
                new StoppingRuns(runs, clock, POLL),
                showing,
                new Redacting(forge, stores.objects(), showing),
                new ReadingGroups(forge, outer.merges(), modules, digesting, stores.changes(), clock),
                new Trials(forge, runs, claiming, KEY, clock, POLL),
                new Merging(outer.merges(), clock),
                clock);
    }

    public List<Inbox.Claimed> claimDeliveries(int most) {
        return inbox.claim(most);
    }

    public void decide(Inbox.Claimed claimed) {
        inbox.work(claimed);
    }

    public List<Effects.Claimed> claimEffects(int most) {
        return effects.claim(most);
    }

    public void perform(Effects.Claimed claimed) {
        effects.work(claimed);
    }

    /** Prolongs the leases of what it performs. */
    public void renew() {
        inbox.renew();
        effects.renew();
    }
}
