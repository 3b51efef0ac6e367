package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ends plans whose run has been in a status for hours that Tidegate does not know: nobody knows whether another follows. A
 * real run of that kind ends with its attempt.
 */
@Singleton
public final class EndlessPlans implements Sweep {
    private static final int MOST = 20;

    /** Runs as they are now, as {@link Runs#read} gives them. */
    interface Statuses {
        RunSeen of(RunId run);
    }

    private final Statuses statuses;
    private final Leftovers leftovers;
    private final Inbox inbox;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Duration longest;

    @Inject
    EndlessPlans(
            Runs runs,
            Leftovers leftovers,
            Inbox inbox,
            Transactions transactions,
            InstantSource clock,
            @ConfigProperty(name = "tidegate.terraform.longest-wait", defaultValue = "PT2H") Duration longest) {
        this((Statuses) runs::read, leftovers, inbox, transactions, clock, longest);
    }

    EndlessPlans(
            Statuses statuses,
            Leftovers leftovers,
            Inbox inbox,
            Transactions transactions,
            InstantSource clock,
            Duration longest) {
        this.statuses = statuses;
        this.leftovers = leftovers;
        this.inbox = inbox;
        this.transactions = transactions;
        this.clock = clock;
        this.longest = longest;
    }

    @Override
    public String part() {
        return "plans";
    }

    @Override
    public int look(Round round) {
        int ended = 0;
        for (Leftovers.Wish wish : leftovers.following(longest, MOST)) {
            Optional<RunId> run = speculative(wish.effect());
            if (run.isPresent() && !round.over()) {
                ended += look(wish, statuses.of(run.get())) ? 1 : 0;
            }
        }
        return ended;
    }

    private boolean look(Leftovers.Wish wish, RunSeen seen) {
        if (seen.status().isKnown()) {
            return false;
        }
        String reason = "HCP Terraform has shown the run " + seen.id() + " as «" + seen.status()
                + "» for a long time, a status that Tidegate does not know.";
        transactions.inOne(() -> inbox.add(
                "swept/" + wish.change() + "/" + seen.id(),
                wish.change(),
                wish.repository(),
                List.of(new ChangeEvent.GaveUp(wish.effect(), reason, false, clock.instant()))));
        return true;
    }

    private static Optional<RunId> speculative(Effect effect) {
        if (effect instanceof Effect.FollowRun follow && follow.kind() == RunKind.SPECULATIVE) {
            return Optional.of(follow.run());
        }
        return effect instanceof Effect.FollowTrial trial ? Optional.of(trial.run()) : Optional.empty();
    }
}
