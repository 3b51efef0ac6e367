package io.tidegate.report;

import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Planning;
import io.tidegate.change.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened to an environment since a plan of it was made. */
final class PlanAge {
    private PlanAge() {}

    /** Plain text, each completing "the plan was …"; empty for one that is applied, or that nothing has overtaken. */
    static List<String> marks(Change change, Work work, Optional<EnvironmentState> shared) {
        if (!(work.planning() instanceof Planning.Planned planned) || work.applied()) {
            return List.of();
        }
        List<String> marks = new ArrayList<>();
        shared.map(EnvironmentState::last)
                .filter(last -> !last.change().equals(change.id()) && last.at().isAfter(planned.at()))
                .ifPresent(last -> marks.add("made before #" + last.change().number() + " was applied here"));
        if (planned.overtaken() != null) {
            marks.add(RunWords.overtaken(planned.overtaken()));
        }
        return marks;
    }
}
