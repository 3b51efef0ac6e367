package io.tidegate.change;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** The chapter of {@code /restore}: the default branch takes the place of what was applied and never merged. */
final class Restoring {
    private Restoring() {}

    /** Plans the default branch; its plan is reviewed and applied as any other. */
    static Decision restore(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            Commanded command,
            List<Work> chosen,
            ChangeEvent.EvidenceRead read) {
        if (chosen.isEmpty()) {
            return Commanding.said(change, command, "this pull request affects no environment. Nothing was restored.");
        }
        Work work = chosen.getFirst();
        String against = against(change, work, shared);
        if (!against.isEmpty()) {
            return Commanding.said(change, command, against);
        }
        Work planned =
                Superseding.planned(change, work.with(Work.Restoration.WANTED).withApplied(false), Holding.Wish.ASKED);
        return Superseding.stopPlanning(
                        Decision.of(
                                change.with(planned),
                                "restoring " + work.name() + " for "
                                        + command.by().login()),
                        work)
                .and(Superseding.start(planned))
                .and(Commanding.reply(
                        command,
                        new Answer.Said(
                                command.by(),
                                work.name()
                                        + " is being planned from the default branch. When that plan is shown and has"
                                        + " its approvals, `/apply " + work.name()
                                        + "` applies it; then the lock is free.")))
                .refreshing(List.of(planned));
    }

    private static String against(Change change, Work work, SortedMap<String, EnvironmentState> shared) {
        if (change.merged()) {
            return "this pull request is merged: `/apply " + work.name() + "` applies the default branch.";
        }
        if (work.applyGoesOn()) {
            return work.name() + " is being applied. Nothing was restored; ask again when that has ended.";
        }
        if (!work.touched() && !work.restoring()) {
            return "nothing of this pull request was applied to " + work.name() + ", so there is nothing to restore.";
        }
        return Queueing.state(work, shared)
                        .filter(state -> !state.isFor(change.id()))
                        .isPresent()
                ? "another pull request holds " + work.name()
                        + " or waits longer for it. Nothing was restored; `/status`" + " says who."
                : "";
    }

    /** The default branch is applied, or there was nothing to do for it: nobody else has to wait any more. */
    static Decision restored(Decision decision, Work work, Instant at) {
        Work done = work.restored();
        return decision.with(decision.next().with(done))
                .tell(done, new EnvironmentEvent.Left(decision.next().id(), "restored", at))
                .refreshing(List.of(done));
    }
}
