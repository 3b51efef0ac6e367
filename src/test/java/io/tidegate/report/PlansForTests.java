package io.tidegate.report;

import io.tidegate.change.Pull;
import io.tidegate.plan.Action;
import io.tidegate.plan.ChangeDigest;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import java.util.ArrayList;
import java.util.List;

/** Plans that differ from an ordinary one in a single way. */
final class PlansForTests {
    private PlansForTests() {}

    static Plan plan(boolean redacted, boolean complete, List<String> doubts) {
        return of(Pull.plan("pool").changes(), redacted, complete, doubts);
    }

    static Plan destroying(String address) {
        List<ResourceChange> changes = new ArrayList<>(Pull.plan("pool").changes());
        changes.add(new ResourceChange(
                address,
                null,
                "managed",
                "t",
                "p",
                null,
                Action.DELETE,
                null,
                false,
                List.of(),
                0,
                new ChangeDigest("t1:k:" + address)));
        return of(changes, false, true, List.of());
    }

    private static Plan of(List<ResourceChange> changes, boolean redacted, boolean complete, List<String> doubts) {
        Plan usual = Pull.plan("pool");
        return new Plan(
                changes,
                usual.outputs(),
                usual.others(),
                usual.counts(),
                usual.context(),
                usual.keyPrefix(),
                true,
                complete,
                false,
                usual.terraformVersion(),
                0,
                List.of(),
                0,
                redacted,
                doubts,
                List.of());
    }
}
