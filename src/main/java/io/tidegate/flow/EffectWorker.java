package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jboss.logging.Logger;

/**
 * Performs effects outside of any transaction, and then commits in one what became of each: its end or its next try,
 * and the outcome as a delivery to ourselves. A late outcome (its lease was lost) is recorded but not decided.
 */
public final class EffectWorker {
    private static final Logger LOG = Logger.getLogger(EffectWorker.class);
    private static final Duration SLOW_POLL = Duration.ofSeconds(2);
    private static final Duration NEWER = Duration.ofSeconds(5);

    private final Effects effects;
    private final Inbox inbox;
    private final Audit audit;
    private final Transactions transactions;
    private final Performer performer;
    private final InstantSource clock;
    private final Patience patience;
    private final Duration lease;
    private final int machines;
    private final Watch watch;
    private final Map<Long, Effects.Claimed> held = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<Instant> alarms = new ConcurrentSkipListSet<>();
    private volatile boolean stopping;

    /** @param hands how many are performed at once; a quarter of them is kept for what people wait for */
    EffectWorker(
            Ports ports,
            Performer performer,
            InstantSource clock,
            Patience patience,
            Duration lease,
            int hands,
            Watch watch) {
        this.watch = watch;
        this.machines = hands - hands / 4;
        this.effects = ports.effects();
        this.inbox = ports.inbox();
        this.audit = ports.audit();
        this.transactions = ports.transactions();
        this.performer = performer;
        this.clock = clock;
        this.patience = patience;
        this.lease = lease;
    }

    List<Effects.Claimed> claim(int most) {
        alarms.headSet(clock.instant(), true).clear();
        List<Effects.Claimed> claimed = effects.claim(most, Math.max(0, machines - goingOn()), lease);
        claimed.forEach(effect -> held.put(effect.number(), effect));
        return claimed;
    }

    private int goingOn() {
        return (int) held.values().stream()
                .filter(one -> Rank.of(one.effect()) == Rank.MACHINES)
                .count();
    }

    /** How long to sleep at most: until the slow poll, or until something is due that was put off here. */
    Duration idle() {
        Instant next = alarms.isEmpty() ? Instant.MAX : alarms.first();
        Duration left = Duration.between(
                clock.instant(),
                next.isAfter(clock.instant().plus(SLOW_POLL)) ? clock.instant().plus(SLOW_POLL) : next);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How often held leases are prolonged. */
    Duration renewal() {
        return lease.dividedBy(3);
    }

    void renew() {
        effects.renew(held.values(), lease);
    }

    /** What is still going on is free for others at once; what becomes of it here no longer counts as a failure. */
    void handBack() {
        stopping = true;
        effects.renew(held.values(), Duration.ZERO);
    }

    void work(Effects.Claimed claimed) {
        try {
            watch.performing(claimed, () -> end(claimed, perform(claimed)));
        } finally {
            held.remove(claimed.number(), claimed);
        }
    }

    /** @return how the try ended, in a word */
    private String end(Effects.Claimed claimed, Ending ending) {
        try {
            if (!(stopping && ending instanceof Ending.Failed)) {
                watch.tally().ended(claimed, transactions.inOne(() -> store(claimed, ending)));
            }
            if (ending instanceof Ending.Waiting(Duration after, List<ChangeEvent> soFar)) {
                alarms.add(clock.instant().plus(after));
            }
            return ending.word();
        } catch (LeaseLost late) {
            LOG.infof("Effect %d: %s", claimed.number(), late.getMessage());
            recordLate(claimed, ending);
            return "late";
        } catch (RuntimeException failure) {
            // The lease ends by itself and the effect is performed again.
            LOG.errorf("What became of effect %d could not be stored: %s", claimed.number(), Failure.inWords(failure));
            LOG.debug("The same with its cause", failure);
            return "unstored";
        }
    }

    private Ending perform(Effects.Claimed claimed) {
        try {
            return switch (ScopedValue.where(Rank.CURRENT, Rank.of(claimed.effect()))
                    .call(() -> performer.perform(claimed))) {
                case Performer.Performed.Done(List<ChangeEvent> events) -> new Ending.Finished(events);
                case Performer.Performed.Again(Duration after, List<ChangeEvent> soFar) ->
                    new Ending.Waiting(after, soFar);
            };
        } catch (NewerForm newer) {
            LOG.infof("Effect %d is left to a newer version: %s", claimed.number(), newer.getMessage());
            return new Ending.Waiting(NEWER, List.of());
        } catch (Outside.Limited limited) {
            return new Ending.Failed(
                    patience.after(limited, effects.failing(claimed).times()),
                    Effects.Why.LIMITED,
                    String.valueOf(limited.getMessage()));
        } catch (Outside.Unavailable away) {
            Effects.Failing failing = effects.failing(claimed);
            String reason = String.valueOf(away.getMessage());
            return patience.endedAfter(failing.lasting())
                    ? new Ending.GivenUp(lasting(failing.lasting()) + reason, false)
                    : new Ending.Failed(patience.after(away, failing.times()), Effects.Why.AWAY, reason);
        } catch (Outside.Refused refused) {
            Effects.Failing failing = effects.failing(claimed);
            String reason = Sentences.of(refused);
            return failing.answered() + 1 >= Patience.BELIEVED
                    ? new Ending.GivenUp(reason, true)
                    : new Ending.Failed(patience.after(failing.times()), Effects.Why.ANSWERED, reason);
        } catch (RuntimeException | StackOverflowError unexpected) {
            Effects.Failing failing = effects.failing(claimed);
            String reason = Failure.inWords(unexpected);
            LOG.errorf(
                    "Effect %d (%s of %s) failed: %s",
                    claimed.number(), claimed.effect().key(), claimed.change(), reason);
            LOG.debug("The same with its cause", unexpected);
            return failing.answered() + 1 >= Patience.UNEXPECTED
                    ? new Ending.GivenUp(
                            "An internal error, see trace " + claimed.origin().trace() + " in Tidegate's log: "
                                    + reason,
                            false)
                    : new Ending.Failed(patience.after(failing.times()), Effects.Why.ANSWERED, reason);
        }
    }

    /** @return what it told */
    private List<ChangeEvent> store(Effects.Claimed claimed, Ending ending) {
        List<ChangeEvent> events = switch (ending) {
            case Ending.Finished(List<ChangeEvent> outcome) -> {
                effects.finish(claimed, "done");
                yield outcome;
            }
            case Ending.Waiting(Duration after, List<ChangeEvent> soFar) -> {
                effects.again(claimed, after, Effects.Why.WAITING, "waiting");
                yield soFar;
            }
            case Ending.Failed(Duration after, Effects.Why why, String reason) -> {
                effects.again(claimed, after, why, reason);
                yield List.of();
            }
            case Ending.GivenUp(String reason, boolean refused) -> {
                LOG.errorf("Given up: %s of %s: %s", claimed.effect().key(), claimed.change(), reason);
                effects.giveUp(claimed, reason);
                yield List.of(new ChangeEvent.GaveUp(claimed.effect(), reason, refused, clock.instant()));
            }
        };
        if (!events.isEmpty()) {
            inbox.add(id(claimed), claimed.change(), claimed.repository(), events);
        }
        return events;
    }

    private static String lasting(Duration lasting) {
        long minutes = lasting.toMinutes();
        return "It was tried for " + (minutes == 0 ? lasting.toSeconds() + " s" : minutes + " minutes") + ". ";
    }

    /** The lease is what tells one look of a polling effect from the next: generation and try stay the same. */
    private static String id(Effects.Claimed claimed) {
        return "effect/" + claimed.number() + "/" + claimed.generation() + "/" + claimed.tries() + "/"
                + claimed.lease();
    }

    /** Of what is late only a run is told that was created: whoever holds the effect now may have created another one. */
    private void recordLate(Effects.Claimed claimed, Ending ending) {
        List<ChangeEvent> runs = ending instanceof Ending.Finished(List<ChangeEvent> outcome)
                ? outcome.stream()
                        .filter(ChangeEvent.ApplyStarted.class::isInstance)
                        .toList()
                : List.of();
        transactions.inOne(() -> {
            audit.record(
                    claimed.change(),
                    "LateOutcome",
                    "its lease was lost, so the outcome was not decided",
                    Map.of("effect", claimed.effect().key(), "lease", Long.toString(claimed.lease())));
            if (!runs.isEmpty()) {
                inbox.add(id(claimed), claimed.change(), claimed.repository(), runs);
            }
        });
    }

    /** How a try ended. */
    private sealed interface Ending {
        default String word() {
            return switch (this) {
                case Finished e -> "done";
                case Waiting e -> "waiting";
                case Failed e -> "failed";
                case GivenUp e -> "given-up";
            };
        }

        record Finished(List<ChangeEvent> outcome) implements Ending {}

        record Waiting(Duration after, List<ChangeEvent> soFar) implements Ending {}

        record Failed(Duration after, Effects.Why why, String reason) implements Ending {}

        record GivenUp(String reason, boolean refused) implements Ending {}
    }
}
