package io.tidegate.simulation.planted;

import io.tidegate.change.ChangeEvent;
import io.tidegate.flow.Deciding;
import io.tidegate.gate.Evidence;
import io.tidegate.simulation.Plant;

/** Evidence counts as read when it arrives, however long that took. */
public final class StaleEvidence implements Plant {
    @Override
    public Deciding around(Deciding deciding) {
        return (change, shared, event) ->
                deciding.decide(change, shared, event instanceof ChangeEvent.EvidenceRead read ? fresh(read) : event);
    }

    private static ChangeEvent fresh(ChangeEvent.EvidenceRead read) {
        Evidence e = read.evidence();
        Evidence now = new Evidence(
                e.id(),
                read.at(),
                e.pullRequest(),
                e.reviews(),
                e.comments(),
                e.people(),
                e.configuration(),
                e.checks(),
                e.movedOnBase(),
                e.ownerships(),
                e.pins(),
                e.branches(),
                e.tip(),
                e.workspaces(),
                e.run());
        return new ChangeEvent.EvidenceRead(read.purpose(), now, read.at());
    }
}
