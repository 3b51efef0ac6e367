package io.tidegate.simulation;

import io.tidegate.change.ChangeDecider;
import io.tidegate.flow.Deciding;
import io.tidegate.flow.Effects;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.Replica;
import io.tidegate.flow.Runs;
import io.tidegate.flow.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** One seed: two replicas, people, GitHub and HCP Terraform under one scheduler, until everything has come to rest. */
public final class Simulation {
    private static final int STEPS = 700;
    private static final int ROUNDS = 3_000;

    /**
     * How a seed went.
     *
     * @param broken what did not hold; empty when everything did
     * @param applied how many runs Tidegate confirmed that were applied
     * @param digest of the story, to tell whether two are the same
     */
    public record Outcome(long seed, List<String> broken, int applied, String story, String digest) {}

    private final long seed;
    private final Random random;
    private final Story story = new Story();
    private final Clock clock = new Clock();
    private final Wire wire;
    private final GitHub github;
    private final Hcp hcp;
    private final People people;
    private final Storage storage;
    private final Judge judge;
    private final List<Site> sites;

    private Simulation(long seed, Function<Clock, Storage> storing, Plant plant) {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        Settings settings = new Settings(random);
        this.wire = new Wire(random, story, clock);
        this.github = new GitHub(clock, Settings.NAMES);
        this.hcp = new Hcp(clock, story, random, Settings.NAMES);
        this.people = new People(github, hcp, clock, random, story, Settings.NAMES);
        this.storage = storing.apply(clock);
        Stores stores = storage.stores();
        this.judge = new Judge(github, hcp, clock, stores.changes());
        Witness witness = new Witness(judge, wire);
        Stores planted = witness.around(plant.around(stores));
        Runs runs = plant.around(new HcpCalls(hcp, github, clock, wire, judge));
        GitHubForge forge = new GitHubForge(github, clock, wire);
        Deciding deciding = witness.around(plant.around((Deciding) ChangeDecider::decide));
        Replica.Outer outer = new Replica.Outer(forge, forge, runs, settings, settings);
        this.sites = List.of("A", "B").stream()
                .map(name -> new Site(
                        name,
                        () -> new Replica(planted, outer, List.of(github, storage.reader()), deciding, clock, random)))
                .toList();
        wire.during(this::step);
    }

    /** In memory. */
    public static Outcome of(long seed, Plant plant) {
        return of(seed, Memory::new, plant);
    }

    /** As {@link #of(long, Plant)}, with the product's own stores. */
    public static Outcome of(long seed, Postgres postgres, Plant plant) {
        return of(seed, postgres::afresh, plant);
    }

    private static Outcome of(long seed, Function<Clock, Storage> storing, Plant plant) {
        return new Simulation(seed, storing, plant).run();
    }

    private Outcome run() {
        try {
            for (int i = 0; i < STEPS && judge.broken().isEmpty(); i++) {
                step();
            }
            settle();
        } catch (RuntimeException | StackOverflowError failure) {
            judge.breaks("the simulation itself: " + failure);
        }
        List<String> broken = new ArrayList<>(judge.broken());
        if (broken.isEmpty()) {
            broken.addAll(Quiet.broken(github, hcp, storage));
        }
        int applied = (int) hcp.runs.values().stream()
                .filter(run -> run.confirmations > 0 && run.status.equals("applied"))
                .count();
        return new Outcome(seed, broken, applied, story.text(), story.digest());
    }

    private void step() {
        int chance = random.nextInt(100);
        if (chance < 61) {
            works(sites.get(random.nextInt(sites.size())));
        } else if (chance < 74) {
            webhook();
        } else if (chance < 84) {
            List<RunInHcp> moving = hcp.moving();
            if (!moving.isEmpty()) {
                hcp.advances(moving.get(random.nextInt(moving.size())));
            }
        } else if (chance < 95) {
            passes();
        } else {
            people.act();
        }
    }

    private void works(Site site) {
        if (!site.deliveries().isEmpty()) {
            decide(site);
        } else {
            if (random.nextInt(3) > 0) {
                site.deliveries().addAll(site.replica().claimDeliveries(1 + random.nextInt(3)));
            }
            if (site.deliveries().isEmpty()) {
                site.effects().addAll(site.replica().claimEffects(1));
                // Only free hands claim: what is claimed is begun.
                if (!site.effects().isEmpty()) {
                    perform(site);
                }
            }
        }
    }

    private void decide(Site site) {
        Inbox.Claimed claimed = site.deliveries().removeFirst();
        story.tell(site.name() + " decides delivery " + claimed.delivery().number());
        wire.working(site, null, () -> {
            wire.mayDie("before it decided", 400);
            site.replica().decide(claimed);
        });
    }

    private void perform(Site site) {
        Effects.Claimed claimed = site.effects().removeFirst();
        story.tell(site.name() + " performs " + claimed.effect().key() + " of #"
                + claimed.change().number() + ", try " + claimed.tries());
        judge.performs(claimed);
        wire.working(site, claimed, () -> site.replica().perform(claimed));
    }

    /** One that was sent arrives: in any order, twice, or never. */
    private void webhook() {
        if (github.pending.isEmpty()) {
            return;
        }
        GitHub.Hook hook = github.pending.get(random.nextInt(github.pending.size()));
        int chance = random.nextInt(40);
        if (chance == 0) {
            story.tell("the webhook " + hook.text() + " is lost");
            github.lost(hook);
        } else {
            arrives(hook, chance < 6);
        }
    }

    private void arrives(GitHub.Hook hook, boolean again) {
        github.accepted(hook);
        // A redelivery has the same id; but ids are not signed, and who replays one may take another.
        String id = "hook-" + hook.number() + (again && random.nextBoolean() ? "-replayed" : "");
        boolean taken = storage.stores().inbox().accept("github", id, "event", GitHub.body(hook));
        story.tell("the webhook " + hook.text() + (taken ? " arrives" : " arrives again"));
        if (!again) {
            github.pending.remove(hook);
        }
    }

    private void passes() {
        int chance = random.nextInt(20);
        Duration time = switch (chance) {
            case 0 -> Duration.ofSeconds(45);
            case 1, 2, 3, 4, 5 -> Duration.ofSeconds(12);
            default -> Duration.ofSeconds(1 + random.nextInt(3));
        };
        clock.pass(time);
        story.tell(time.toSeconds() + " s pass");
        if (random.nextInt(10) > 0) {
            sites.forEach(site -> site.replica().renew());
        }
    }

    /** Nothing fails, nobody acts; whatever is due is done until nothing is left. */
    private void settle() {
        story.tell("from here on nothing fails and nobody acts");
        wire.calm();
        hcp.calm();
        int idle = 0;
        for (int round = 0; round < ROUNDS && judge.broken().isEmpty(); round++) {
            List.copyOf(github.pending).forEach(hook -> arrives(hook, false));
            people.tidy();
            int done = sites.stream().mapToInt(this::drains).sum();
            List<RunInHcp> moving = hcp.moving();
            moving.forEach(hcp::advances);
            idle = done == 0 && moving.isEmpty() ? idle + 1 : 0;
            if (idle > 0 && github.pending.isEmpty() && storage.waiting().isEmpty()) {
                return;
            }
            clock.pass(Duration.ofSeconds(1L << Math.min(idle, 9)));
        }
    }

    private int drains(Site site) {
        site.deliveries().addAll(site.replica().claimDeliveries(20));
        int done = site.deliveries().size();
        while (!site.deliveries().isEmpty()) {
            decide(site);
        }
        site.effects().addAll(site.replica().claimEffects(20));
        done += site.effects().size();
        while (!site.effects().isEmpty()) {
            perform(site);
        }
        return done;
    }
}
