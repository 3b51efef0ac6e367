package io.tidegate.change;

import io.tidegate.environment.Affected;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.plan.Plan;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one pull request does to one environment.
 *
 * @param workspace as last seen; null before the first plan reached HCP Terraform
 * @param shown what the living comment has been showing, oldest first
 * @param plans plans that were shown or made by a discarded real run, newest last; approvals are bound to these
 * @param attempt the last try to apply it
 * @param applied it was applied by this pull request, and nothing that was reviewed is left to do
 * @param restoration whether the default branch takes the place of what it applied
 * @param released the head whose code somebody has read and let be planned; null while nobody has
 * @param notes what is remembered besides
 */
public record Work(
        Affected affected,
        @Nullable WorkspaceSeen workspace,
        Planning planning,
        List<Shown> shown,
        List<Plan> plans,
        @Nullable Attempt attempt,
        boolean applied,
        Restoration restoration,
        @Nullable String released,
        Notes notes) {
    /**
     * @param repeating whether plans of the same files were the same
     * @param brokenGlass every use of break-glass here, oldest first
     * @param heldBack a freeze kept the merge from applying it
     * @param tried the merge has begun its attempt; it begins no other
     * @param touched an apply of this pull request began to change it, whatever was pushed since
     * @param asOf when its freezes were looked at last, by our clock; null where it has none
     */
    public record Notes(
            Repeating repeating,
            List<BrokenGlass> brokenGlass,
            boolean heldBack,
            boolean tried,
            boolean touched,
            @Nullable Instant asOf) {
        static final Notes NONE = new Notes(Repeating.UNKNOWN, List.of(), false, false, false, null);

        public Notes {
            brokenGlass = List.copyOf(brokenGlass);
        }

        private Notes with(Attempt next) {
            boolean byMerge = next.asked() instanceof Attempt.Asked.ByMerge;
            return new Notes(repeating, brokenGlass, heldBack, tried || byMerge, touched || next.touches(), asOf);
        }

        private Notes untouched() {
            return new Notes(repeating, brokenGlass, heldBack, tried, false, asOf);
        }
    }

    /** {@code /restore}: how far the default branch has taken the place of what was applied without a merge. */
    public enum Restoration {
        NONE,
        /** Plans and attempts are of the default branch. */
        WANTED,
        DONE
    }

    public Work {
        shown = List.copyOf(shown);
        plans = List.copyOf(plans);
    }

    /** One of which nothing is done yet. */
    static Work of(Affected affected) {
        return new Work(
                affected,
                null,
                new Planning.Cancelled(0, "nobody yet"),
                List.of(),
                List.of(),
                null,
                false,
                Restoration.NONE,
                null,
                Notes.NONE);
    }

    public EnvironmentName name() {
        return affected.environment().name();
    }

    public Environment environment() {
        return affected.environment();
    }

    /** The current plan, if the last planning ended with one. */
    public Optional<Plan> plan() {
        return planning instanceof Planning.Planned planned ? Optional.of(planned.plan()) : Optional.empty();
    }

    /** Nothing is left to do here: applied, or the plan changes nothing. */
    public boolean passed() {
        return applied || plan().map(Plan::changesNothing).orElse(false);
    }

    /** Something of this pull request may be in the environment, and is on no branch before the merge. */
    public boolean touched() {
        return applied || notes.touched();
    }

    /** What is planned and applied is the default branch, not the pull request. */
    public boolean restoring() {
        return restoration == Restoration.WANTED;
    }

    /** A plan is being made. */
    public boolean planningGoesOn() {
        return planning instanceof Planning.Starting || planning instanceof Planning.Running;
    }

    /** An attempt is going on, from its start to the end of its run. */
    public boolean applyGoesOn() {
        return attempt != null && !attempt.over();
    }

    /** With nothing of it planned, shown or read by anybody; what was applied stays so. @param by who ended its plan */
    Work afresh(String by) {
        return new Work(
                affected,
                workspace,
                new Planning.Cancelled(planning.number(), by),
                List.of(),
                List.of(),
                attempt,
                applied,
                restoration,
                null,
                notes);
    }

    Work with(Planning next) {
        return new Work(affected, workspace, next, shown, plans, attempt, applied, restoration, released, notes);
    }

    Work with(WorkspaceSeen seen) {
        return new Work(affected, seen, planning, shown, plans, attempt, applied, restoration, released, notes);
    }

    Work with(Affected next) {
        return new Work(next, workspace, planning, shown, plans, attempt, applied, restoration, released, notes);
    }

    Work with(Attempt next) {
        Notes noted = notes.with(next);
        return new Work(affected, workspace, planning, shown, plans, next, applied, restoration, released, noted);
    }

    Work withShown(List<Shown> next) {
        return new Work(affected, workspace, planning, next, plans, attempt, applied, restoration, released, notes);
    }

    Work withPlans(List<Plan> next) {
        return new Work(affected, workspace, planning, shown, next, attempt, applied, restoration, released, notes);
    }

    Work withReleased(String head) {
        return new Work(affected, workspace, planning, shown, plans, attempt, applied, restoration, head, notes);
    }

    Work with(Restoration next) {
        return new Work(affected, workspace, planning, shown, plans, attempt, applied, next, released, notes);
    }

    Work withApplied(boolean done) {
        return new Work(affected, workspace, planning, shown, plans, attempt, done, restoration, released, notes);
    }

    /** The default branch has taken the place of whatever was applied. */
    Work restored() {
        return with(Restoration.DONE).withApplied(false).with(notes.untouched());
    }

    private Work with(Notes next) {
        return new Work(affected, workspace, planning, shown, plans, attempt, applied, restoration, released, next);
    }

    Work with(Repeating next) {
        return with(new Notes(next, notes.brokenGlass, notes.heldBack, notes.tried, notes.touched, notes.asOf));
    }

    Work withBrokenGlass(List<BrokenGlass> next) {
        return with(new Notes(notes.repeating, next, notes.heldBack, notes.tried, notes.touched, notes.asOf));
    }

    Work heldBack() {
        return with(new Notes(notes.repeating, notes.brokenGlass, true, notes.tried, notes.touched, notes.asOf));
    }

    Work asOf(Instant next) {
        return with(new Notes(notes.repeating, notes.brokenGlass, notes.heldBack, notes.tried, notes.touched, next));
    }

    /** The use of break-glass whose apply nobody else has looked at yet. */
    public Optional<BrokenGlass> unsigned() {
        return notes.brokenGlass.stream().filter(BrokenGlass::unsigned).findFirst();
    }
}
