package io.tidegate.flow;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Tries outcomes of our own again that were set aside: nobody can send them once more, and the mistake may be mended by a
 * newer version. Webhooks are a person's to deliver again: a command is not to be obeyed hours later unasked.
 */
@Singleton
public final class SetAside implements Sweep {
    private static final Logger LOG = Logger.getLogger(SetAside.class);
    private static final int MOST = 50;
    private static final int MOST_TRIES = 3;

    private final Leftovers leftovers;
    private final Sweeps sweeps;
    private final Transactions transactions;
    private final Duration pause;

    @Inject
    SetAside(Leftovers leftovers, Sweeps sweeps, Transactions transactions) {
        this(leftovers, sweeps, transactions, Duration.ofHours(1));
    }

    SetAside(Leftovers leftovers, Sweeps sweeps, Transactions transactions, Duration pause) {
        this.leftovers = leftovers;
        this.sweeps = sweeps;
        this.transactions = transactions;
        this.pause = pause;
    }

    @Override
    public String part() {
        return "set-aside";
    }

    @Override
    public int look(Round round) {
        int opened = 0;
        for (long number : leftovers.setAside(pause, MOST)) {
            boolean again = transactions.inOne(() -> {
                boolean may = sweeps.mayTry("set-aside/" + number, MOST_TRIES, pause);
                if (may) {
                    leftovers.open(number);
                }
                return may;
            });
            if (again) {
                LOG.infof("Delivery %d was set aside: it is tried again", number);
                opened++;
            }
        }
        return opened;
    }
}
