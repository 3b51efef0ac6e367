package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.report.ConfigurationCheck;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Completes checks that were left open: of a commit that is not the head any more, or because they could not be written when
 * they should have been. What goes on is written once more, and stays open.
 */
@Singleton
public final class OpenChecks implements Sweep {
    private static final Logger LOG = Logger.getLogger(OpenChecks.class);
    private static final int MOST = 50;
    private static final int MOST_TRIES = 20;
    private static final int MOST_REPETITIONS = 5;
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Leftovers leftovers;
    private final Sweeps sweeps;
    private final Changes changes;
    private final Effects effects;
    private final Transactions transactions;
    private final ClosingChecks closing;
    private final Duration untouched;

    @Inject
    @SuppressWarnings("TooManyParameters")
    OpenChecks(
            Leftovers leftovers,
            Sweeps sweeps,
            Changes changes,
            Effects effects,
            Transactions transactions,
            ClosingChecks closing) {
        this(leftovers, sweeps, changes, effects, transactions, closing, Duration.ofMinutes(30));
    }

    /** @param untouched for how long a check was not written: a plan that goes on writes it by itself */
    @SuppressWarnings("TooManyParameters")
    OpenChecks(
            Leftovers leftovers,
            Sweeps sweeps,
            Changes changes,
            Effects effects,
            Transactions transactions,
            ClosingChecks closing,
            Duration untouched) {
        this.leftovers = leftovers;
        this.sweeps = sweeps;
        this.changes = changes;
        this.effects = effects;
        this.transactions = transactions;
        this.closing = closing;
        this.untouched = untouched;
    }

    @Override
    public String part() {
        return "checks";
    }

    @Override
    public int look(Round round) {
        int written = 0;
        for (Leftovers.OpenCheck open : leftovers.openChecks(untouched, MOST)) {
            if (!round.over()) {
                written += complete(open) ? 1 : 0;
            }
        }
        for (Leftovers.Wish wish : leftovers.unshown(PAUSE, MOST)) {
            written += again(wish) ? 1 : 0;
        }
        return written;
    }

    private boolean complete(Leftovers.OpenCheck open) {
        Optional<Change> change = changes.find(open.change()).map(found -> found.of(open.repository()));
        String what = "check/" + open.change() + "/" + open.name() + "/" + open.head();
        if (change.isEmpty() || !sweeps.mayTry(what, MOST_TRIES, untouched)) {
            return false;
        }
        LOG.infof("The check %s of %s at %s is open still", open.name(), open.change(), open.head());
        Optional<Effect> effect = effect(open, change.get());
        if (effect.isPresent()) {
            want(open.change(), open.repository(), effect.get());
        } else {
            // Nothing of the state is shown there any more, so there is nothing to wait for.
            closing.supersede(change.get(), open.name(), open.head(), true);
        }
        return true;
    }

    private static Optional<Effect> effect(Leftovers.OpenCheck open, Change change) {
        boolean current = Showing.headIfRead(change).filter(open.head()::equals).isPresent();
        if (open.name().startsWith("tidegate/")) {
            EnvironmentName name = new EnvironmentName(open.name().substring("tidegate/".length()));
            return Optional.of(
                    current && change.work(name).isPresent()
                            ? new Effect.RefreshCheck(name)
                            : new Effect.CloseCheck(name, open.head()));
        }
        boolean proposal = open.name().equals(ConfigurationCheck.NAME);
        if (!current || proposal && change.proposal() == null) {
            return Optional.empty();
        }
        return Optional.of(proposal ? new Effect.RefreshProposal() : new Effect.RefreshVerdict());
    }

    /** Its tries are remembered, so that a check which was made without our learning of it is found. */
    private boolean again(Leftovers.Wish wish) {
        Optional<String> head = changes.find(wish.change()).flatMap(Showing::headIfRead);
        String what = "effect/" + wish.number() + "/" + head.orElse("");
        if (head.isEmpty() || !sweeps.mayTry(what, MOST_REPETITIONS, PAUSE)) {
            return false;
        }
        LOG.infof("%s of %s was given up: it is tried again", wish.effect().key(), wish.change());
        want(wish.change(), wish.repository(), wish.effect());
        return true;
    }

    private void want(ChangeId change, Repository repository, Effect one) {
        transactions.inOne(() -> effects.want(change, repository, List.of(one)));
    }
}
