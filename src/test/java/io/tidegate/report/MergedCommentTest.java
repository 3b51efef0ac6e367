package io.tidegate.report;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.plan;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.EnvironmentDecider;
import io.tidegate.change.EnvironmentEvent;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Pull;
import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.PullRequest;
import io.tidegate.run.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The living comment from the merge to the end of the last apply. */
class MergedCommentTest {
    private static final ChangeId OTHER = new ChangeId(Pull.REPOSITORY.id(), 39);

    private static Pull approved() {
        Pull pull = Pull.first();
        pull.environments = List.of(
                environment("dev", ApplyMode.ON_MERGE, 1),
                environment("stage", ApplyMode.ON_MERGE, 1, "dev"),
                environment("prod", ApplyMode.ON_COMMAND, 2, "stage"));
        return pull.inspected()
                .planned("dev", plan("pool"))
                .planned("stage", plan("pool"))
                .planned("prod", plan("pool", "net"))
                .shown()
                .approvedBy(ANN)
                .approvedBy(KIM);
    }

    /** Merged, and the merge has applied what comes first. */
    private static Pull merged() {
        Pull pull = approved();
        tell(pull, "prod", new EnvironmentEvent.Landed(OTHER, "c39", pull.now, true, pull.now));
        pull.life = PullRequest.Life.MERGED;
        return pull.inspected().after(Duration.ofSeconds(5)).read(new ChangeEvent.Purpose.ForMerge(), null);
    }

    private static Pull applies(Pull pull, String environment, String... things) {
        return pull.compares(environment, plan(things)).readsAgain(environment).confirmed(environment);
    }

    private static void tell(Pull pull, String environment, EnvironmentEvent event) {
        EnvironmentState state =
                pull.shared.getOrDefault("ws-" + environment, EnvironmentState.free("ws-" + environment, environment));
        pull.shared.put(
                "ws-" + environment, EnvironmentDecider.decide(state, event).next());
    }

    private static void comment(String file, Pull pull) {
        Golden.agrees(file, SummaryComment.render(pull.change, pull.shared).orElseThrow());
    }

    @Test
    void a_train_under_way_says_what_goes_on_what_it_leads_to_and_who_waits_for_the_same() {
        Pull pull = applies(merged(), "dev", "pool").after(Duration.ofSeconds(72));
        pull.runEnds("dev", "applied").read(new ChangeEvent.Purpose.ForMerge(), null);
        comment("comment-merged-comparing.md", pull);
        applies(pull, "stage", "pool");
        pull.applying("stage", new Progress(4, 11));
        comment("comment-merged-applying.md", pull);
    }

    @Test
    void what_is_merged_and_not_applied_says_so_and_what_to_do() {
        Pull pull = applies(merged(), "dev", "pool").after(Duration.ofSeconds(72));
        pull.runEnds("dev", "applied").read(new ChangeEvent.Purpose.ForMerge(), null);
        applies(pull, "stage", "pool").after(Duration.ofSeconds(3));
        pull.runEnds("stage", "applied").planned("prod", plan("pool", "net")).shown();
        comment("comment-merged-not-applied.md", pull);
    }

    @Test
    void a_merge_that_waits_for_a_lock_says_behind_whom_and_that_it_goes_on_by_itself() {
        Pull pull = approved();
        Pull holder = new Pull(12, pull.shared);
        holder.inspected().planned("dev", plan("elsewhere"));
        tell(pull, "dev", new EnvironmentEvent.Reserved(holder.id, "ann", "a migration", null, pull.now));
        pull.life = PullRequest.Life.MERGED;
        pull.inspected().after(Duration.ofSeconds(5)).read(new ChangeEvent.Purpose.ForMerge(), null);
        comment("comment-merged-queued.md", pull);
    }

    @Test
    void a_train_that_failed_shows_where_it_stopped() {
        Pull pull = applies(merged(), "dev", "pool").runEnds("dev", "errored");
        comment("comment-merged-failed.md", pull);
    }
}
