package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares the pull requests that are open here with those that GitHub lists, whatever became of the webhooks: those that
 * were pushed to, closed, retargeted or opened without our hearing of it are read again.
 */
@Singleton
public final class MissedChanges implements Sweep {
    private static final Logger LOG = Logger.getLogger(MissedChanges.class);
    /** One request each, most of which GitHub answers with "not modified". */
    private static final int MOST_REPOSITORIES = 200;

    private static final int MOST_READ = 50;
    private static final int MOST_TRIES = 3;
    private static final int MOST_FAILURES = 3;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final OpenPulls pulls;
    private final Leftovers leftovers;
    private final Sweeps sweeps;
    private final Inbox inbox;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Duration settled;

    @Inject
    @SuppressWarnings("TooManyParameters")
    MissedChanges(
            OpenPulls pulls,
            Leftovers leftovers,
            Sweeps sweeps,
            Inbox inbox,
            Transactions transactions,
            InstantSource clock) {
        this(pulls, leftovers, sweeps, inbox, transactions, clock, Duration.ofMinutes(1));
    }

    /** @param settled for how long nothing has happened on GitHub: before, the webhook may be on its way */
    @SuppressWarnings("TooManyParameters")
    public MissedChanges(
            OpenPulls pulls,
            Leftovers leftovers,
            Sweeps sweeps,
            Inbox inbox,
            Transactions transactions,
            InstantSource clock,
            Duration settled) {
        this.pulls = pulls;
        this.leftovers = leftovers;
        this.sweeps = sweeps;
        this.inbox = inbox;
        this.transactions = transactions;
        this.clock = clock;
        this.settled = settled;
    }

    @Override
    public String part() {
        return "pull-requests";
    }

    @Override
    public int look(Round round) {
        int read = 0;
        int failures = 0;
        for (Leftovers.Served served : leftovers.repositories(MOST_REPOSITORIES)) {
            if (round.over() || read >= MOST_READ) {
                return read;
            }
            try {
                read += compare(served, MOST_READ - read);
            } catch (Outside.Refused refused) {
                LOG.infof(
                        "The pull requests of %s cannot be listed: %s",
                        served.repository().fullName(), Sentences.of(refused));
            } catch (Outside.Unavailable away) {
                if (++failures == MOST_FAILURES) {
                    throw away;
                }
            }
        }
        return read;
    }

    private int compare(Leftovers.Served served, int most) {
        Repository repository = served.repository();
        OpenPulls.Listing listing = pulls.of(repository);
        Map<Integer, OpenPulls.Listed> listed = listing.pulls().stream()
                .collect(Collectors.toMap(OpenPulls.Listed::number, Function.identity(), (one, same) -> one));
        Map<Integer, Leftovers.Known> known = leftovers.pulls(repository.id(), listed.keySet()).stream()
                .collect(Collectors.toMap(Leftovers.Known::number, Function.identity()));
        Map<Integer, String> different = new HashMap<>();
        listed.values().forEach(pull -> {
            String what = difference(served, pull, known.get(pull.number()));
            if (!what.isEmpty()) {
                different.put(pull.number(), what);
            }
        });
        known.values().stream()
                .filter(one -> listing.complete() && one.open() && !one.busy() && !listed.containsKey(one.number()))
                .forEach(one -> different.put(one.number(), "is not open any more"));
        int read = 0;
        for (Map.Entry<Integer, String> one : different.entrySet()) {
            if (read < most) {
                read += readAgain(repository, one.getKey(), one.getValue(), listed.get(one.getKey())) ? 1 : 0;
            }
        }
        return read;
    }

    /** Empty where nothing is to be done. */
    private String difference(Leftovers.Served served, OpenPulls.Listed pull, Leftovers.@Nullable Known known) {
        if (pull.updated().isAfter(clock.instant().minus(settled)) || known != null && known.busy()) {
            return "";
        }
        if (known == null || !known.read()) {
            boolean old = pull.created().isBefore(served.since().minus(CLOCKS_DIFFER));
            return old ? "" : "was opened";
        }
        if (!known.open()) {
            return "is open again";
        }
        if (!known.head().equals(pull.head())) {
            return "was pushed to";
        }
        return known.base().equals(pull.base())
                ? known.draft() == pull.draft() ? "" : "is another draft"
                : "goes into another branch";
    }

    private boolean readAgain(Repository repository, int number, String what, OpenPulls.@Nullable Listed now) {
        ChangeId change = new ChangeId(repository.id(), number);
        String state = now == null ? "closed" : now.head() + "/" + now.base() + "/" + now.draft();
        String why = "#" + number + " " + what + ", and no webhook told of it";
        boolean wanted = transactions.inOne(() -> {
            if (!sweeps.mayTry("pull/" + change + "/" + state, MOST_TRIES, settled)) {
                return false;
            }
            inbox.add(
                    "swept/" + change + "/" + clock.instant(),
                    change,
                    repository,
                    List.of(new ChangeEvent.Returned(why, clock.instant())));
            return true;
        });
        if (wanted) {
            LOG.infof("%s: %s: it is read again", repository.fullName(), why);
        }
        return wanted;
    }
}
