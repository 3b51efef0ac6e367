package io.tidegate.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Has deliveries read, and everything that follows from one committed in one transaction, once. */
public final class InboxWorker {
    private static final Logger LOG = Logger.getLogger(InboxWorker.class);

    /** How long what a newer version wrote is left to it before it is looked at again. */
    private static final Duration NEWER = Duration.ofSeconds(5);

    private final Inbox inbox;
    private final Transactions transactions;
    private final Map<String, DeliveryReader> readers;
    private final Consequences consequences;
    private final Patience patience;
    private final Duration lease;
    private final Watch watch;
    private final Map<Long, Inbox.Claimed> held = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    InboxWorker(
            Ports ports,
            List<DeliveryReader> readers,
            Deciding deciding,
            Patience patience,
            Duration lease,
            Watch watch) {
        this.watch = watch;
        this.inbox = ports.inbox();
        this.transactions = ports.transactions();
        this.readers =
                readers.stream().collect(Collectors.toUnmodifiableMap(DeliveryReader::source, Function.identity()));
        this.consequences = new Consequences(ports, deciding);
        this.patience = patience;
        this.lease = lease;
    }

    List<Inbox.Claimed> claim(int most) {
        List<Inbox.Claimed> claimed = inbox.claim(most, lease);
        claimed.forEach(one -> held.put(one.delivery().number(), one));
        return claimed;
    }

    void renew() {
        inbox.renew(held.values(), lease);
    }

    /** What is still going on is free for others at once, and was no try. */
    void handBack() {
        stopping = true;
        held.values().forEach(one -> leave(one, Duration.ZERO, "the process that had it was stopped"));
    }

    void work(Inbox.Claimed claimed) {
        watch.deciding(claimed.delivery(), () -> decided(claimed));
    }

    /** @return how it ended, in a word */
    private String decided(Inbox.Claimed claimed) {
        Delivery delivery = claimed.delivery();
        try {
            Reading reading = read(delivery);
            transactions.inOne(() -> consequences.of(claimed, reading));
            return ended(reading);
        } catch (LeaseLost late) {
            LOG.infof("Delivery %d: %s", delivery.number(), late.getMessage());
            return "late";
        } catch (NewerForm newer) {
            LOG.infof("Delivery %d is left to a newer version: %s", delivery.number(), newer.getMessage());
            leave(claimed, NEWER, String.valueOf(newer.getMessage()));
            return "left";
        } catch (RuntimeException | StackOverflowError failure) {
            if (stopping) {
                return "left"; // It was interrupted, and is handed back.
            }
            String reason = Failure.inWords(failure);
            LOG.errorf(
                    "Delivery %d from %s (%s) failed: %s", delivery.number(), delivery.source(), delivery.id(), reason);
            LOG.debug("The same with its cause", failure);
            inbox.retry(claimed, patience.after((int) Math.min(claimed.lease(), 4)), reason);
            return "failed";
        } finally {
            held.remove(delivery.number(), claimed);
        }
    }

    private void leave(Inbox.Claimed claimed, Duration after, String reason) {
        try {
            inbox.leave(claimed, after, reason);
        } catch (LeaseLost over) {
            LOG.debugf(
                    "Delivery %d is somebody else's already", claimed.delivery().number());
        }
    }

    private Reading read(Delivery delivery) {
        DeliveryReader reader = readers.get(delivery.source());
        if (reader == null) {
            throw new IllegalStateException("nobody reads deliveries of this source");
        }
        return reader.read(delivery);
    }

    private static String ended(Reading reading) {
        return switch (reading) {
            case Reading.Relevant relevant -> "done";
            case Reading.RunHint hint -> "done";
            case Reading.Whereabouts news -> "ignored";
            case Reading.Resumed resumed -> "done";
            case Reading.Ignored ignored -> "ignored";
            case Reading.Malformed malformed -> "malformed";
        };
    }
}
