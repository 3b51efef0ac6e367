package io.tidegate.flow;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.Effect;
import io.tidegate.plan.DigestKey;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Discards real runs that Tidegate created and that no state follows: one whose creation was never learnt of, or that
 * could not be discarded when its attempt ended. A run is ours only if our account created it and its token is that of an
 * effect of this database; anything else is left alone.
 */
@Singleton
public final class StrayRuns implements Sweep {
    private static final Logger LOG = Logger.getLogger(StrayRuns.class);
    /** Lists of runs may be read 30 times a minute. */
    private static final int MOST_WORKSPACES = 10;

    private static final int MOST_TRIES = 10;
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern NUMBER = Pattern.compile("#([0-9]{1,9}) ");

    private final OwnRuns runs;
    private final Leftovers leftovers;
    private final Sweeps sweeps;
    private final Changes changes;
    private final Effects effects;
    private final Audit audit;
    private final Transactions transactions;
    private final DigestKey key;

    @SuppressWarnings("TooManyParameters")
    public StrayRuns(
            OwnRuns runs,
            Leftovers leftovers,
            Sweeps sweeps,
            Changes changes,
            Effects effects,
            Audit audit,
            Transactions transactions,
            DigestKey key) {
        this.runs = runs;
        this.leftovers = leftovers;
        this.sweeps = sweeps;
        this.changes = changes;
        this.effects = effects;
        this.audit = audit;
        this.transactions = transactions;
        this.key = key;
    }

    @Override
    public String part() {
        return "runs";
    }

    @Override
    public int look(Round round) {
        int discarded = 0;
        for (String workspace : leftovers.workspaces(MOST_WORKSPACES)) {
            if (round.over()) {
                return discarded;
            }
            try {
                for (OwnRuns.Own own : runs.waiting(workspace)) {
                    discarded += look(workspace, own) ? 1 : 0;
                }
            } catch (Outside.Refused refused) {
                LOG.infof("The runs of %s cannot be listed: %s", workspace, Sentences.of(refused));
            }
        }
        return discarded;
    }

    /** Does the same at once for one run that keeps another one of ours waiting, instead of when the sweeper comes by. */
    void inTheWay(String workspace, RunId run) {
        if (!sweeps.mayTry("run-ahead/" + run, MOST_TRIES, SOON)) {
            return;
        }
        try {
            for (OwnRuns.Own own : runs.waiting(workspace)) {
                if (own.run().equals(run)) {
                    look(workspace, own);
                }
            }
        } catch (Outside.Refused refused) {
            LOG.infof("The runs of %s cannot be listed: %s", workspace, Sentences.of(refused));
        }
    }

    private boolean look(String workspace, OwnRuns.Own own) {
        Optional<Leftovers.Wish> wish = creator(own);
        if (wish.isPresent()) {
            return discard(workspace, own.run(), wish.get());
        }
        if (sweeps.mayTry("foreign-run/" + own.run(), 1, PAUSE)) {
            LOG.infof(
                    "The run %s in %s was created by Tidegate's account, and no effect here is its: it is left alone."
                            + " If nobody follows it, discard it in HCP Terraform",
                    own.run(), workspace);
        }
        return false;
    }

    private Optional<Leftovers.Wish> creator(OwnRuns.Own own) {
        Matcher number = NUMBER.matcher(own.message());
        return number.find()
                ? leftovers.applies(Integer.parseInt(number.group(1))).stream()
                        .filter(wish -> own.message().contains(RunToken.of(key, wish.change(), wish.effect())))
                        .findFirst()
                : Optional.empty();
    }

    /** Decided under the pull request's lock: what creates a run is committed under it too. */
    private boolean discard(String workspace, RunId run, Leftovers.Wish wish) {
        if (!(wish.effect() instanceof Effect.StartApply start)) {
            return false;
        }
        boolean stray = transactions.inOne(() -> {
            Change change = changes.lock(wish.change(), wish.repository());
            boolean open = leftovers.applies(wish.change().number()).stream()
                    .anyMatch(now -> now.number() == wish.number() && now.open());
            if (open || follows(change, run) || leftovers.busy(wish.change(), run)) {
                return false;
            }
            if (!sweeps.mayTry("run/" + run, MOST_TRIES, PAUSE)) {
                return false;
            }
            effects.want(
                    wish.change(),
                    wish.repository(),
                    List.of(new Effect.StopRun(start.environment(), run, RunKind.REAL)));
            audit.record(
                    wish.change(),
                    "StrayRun",
                    "Tidegate created the run " + run + ", and nothing follows it: it is discarded",
                    Map.of(
                            "run", run.text(),
                            "workspace", workspace,
                            "environment", start.environment().text(),
                            "attempt", Integer.toString(start.attempt())));
            return true;
        });
        if (stray) {
            LOG.infof(
                    "The run %s of %s in %s waits, and nothing follows it: it is discarded",
                    run, wish.change(), workspace);
        }
        return stray;
    }

    private static boolean follows(Change change, RunId run) {
        return change.works().stream().anyMatch(work -> {
            Attempt attempt = work.attempt();
            return attempt != null && !attempt.over() && run.equals(attempt.run());
        });
    }
}
