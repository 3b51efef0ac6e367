package io.tidegate.change;

import io.tidegate.gate.PullRequest;
import io.tidegate.gate.PullRequest.Life;

/**
 * The chapter of {@code merge: automatic}: once everything that comes before the merge is done, GitHub is asked to
 * merge this very head, and decides by its own rules.
 */
final class Landings {
    private Landings() {}

    /** After every other decision: any of them may be the last that was missing, or take something back. */
    static Decision following(Decision decision) {
        Change change = decision.next();
        PullRequest pull = change.pullRequest();
        Revision revision = change.revision();
        if (pull == null || revision == null) {
            return decision;
        }
        boolean current = pull.head().equals(revision.head());
        boolean ready = pull.life() == Life.OPEN
                && !pull.draft()
                && !pull.fork()
                && current
                && BeforeMerge.automatic(change)
                && BeforeMerge.done(change);
        Landing landing = change.landing();
        if (ready && !revision.head().equals(landing.asked())) {
            return decision.with(change.with(landing.asking(revision.head()))).and(new Effect.Merge(revision.head()));
        }
        // GitHub pins what it is asked for to a head only while it is asked; what is pushed later it would merge too.
        boolean revoked = landing.waits() && pull.life() == Life.OPEN && !ready;
        return revoked
                ? decision.with(change.with(new Landing(landing.group(), null, false)))
                        .and(new Effect.CallOff())
                : decision;
    }

    static Decision asked(Change change, ChangeEvent.MergeAsked event) {
        if (!event.head().equals(change.landing().asked())) {
            return Decision.of(change, "asked GitHub to merge a head that is left by now")
                    .and(new Effect.CallOff());
        }
        boolean waits = event.outcome() == ChangeEvent.MergeAsked.Outcome.WAITS;
        return Decision.of(
                change.with(change.landing().waiting(waits)), "GitHub was asked to merge: " + event.outcome());
    }
}
