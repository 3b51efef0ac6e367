package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Merged;
import io.tidegate.plan.Plan;
import io.tidegate.run.Crowd;
import io.tidegate.run.Progress;
import io.tidegate.run.Queued;
import io.tidegate.run.RunId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try to apply one environment: at most one run of it is ever confirmed.
 *
 * @param number counts the attempts of this environment in this pull request from 1
 * @param asked who or what asked for it
 * @param commit what is uploaded: the reviewed tree before the merge, the newest commit of the default branch after it
 * @param together the other merged pull requests whose changes {@code commit} holds
 * @param inputs digest of the environment's files in {@code commit}; empty before the run was started
 * @param inputsReviewed these files are the reviewed ones
 * @param plan the real run's plan, once it was read
 * @param compared when that was
 */
public record Attempt(
        int number,
        Asked asked,
        String commit,
        List<Merged> together,
        String inputs,
        boolean inputsReviewed,
        Step step,
        @Nullable RunId run,
        @Nullable String url,
        @Nullable Plan plan,
        @Nullable Instant compared,
        Instant since) {
    /** What started the attempt. */
    public sealed interface Asked {
        /** Exactly the plan that it names is to be applied, and nobody's approval is asked. */
        default boolean breaksGlass() {
            return this instanceof ByCommand command && command.breakGlass != null;
        }

        /**
         * @param destroys how many resources the command says are destroyed or replaced, if it does
         * @param breakGlass why gates are to be opened, and the plan that is meant; null for everybody else
         */
        record ByCommand(
                Actor by,
                Origin origin,
                Instant at,
                @Nullable Integer destroys,
                Command.Apply.@Nullable BreakGlass breakGlass)
                implements Asked {
            public ByCommand(Actor by, Origin origin, Instant at, @Nullable Integer destroys) {
                this(by, origin, at, destroys, null);
            }
        }

        record ByMerge(@Nullable Actor by, Instant at) implements Asked {}
    }

    /** Where the attempt stands. */
    public sealed interface Step {
        /** @param crowd what it waits for before its run is created; null where there is room */
        record Starting(@Nullable Crowd crowd) implements Step {
            public Starting() {
                this(null);
            }
        }

        /** @param queued why its run has not begun; null for one that has */
        record Planning(String status, @Nullable Queued queued) implements Step {
            public Planning(String status) {
                this(status, null);
            }
        }

        /**
         * The real plan is covered; the evidence is being read again.
         *
         * @param since when the last event was accepted that may close a gate: what was read before it does not count
         */
        record Gathering(Instant since) implements Step {}

        /** Tidegate has decided to confirm on this evidence; nothing stops the apply any more. */
        record ConfirmSent(String evidence, Instant deadline) implements Step {}

        /**
         * @param interruption by whom it was asked to stop, and why; null where nobody did
         * @param progress null while it is not told
         */
        record Applying(
                String status,
                Instant since,
                @Nullable String interruption,
                @Nullable Progress progress) implements Step {
            public Applying(String status, Instant since) {
                this(status, since, null, null);
            }

            Applying now(String other, @Nullable Progress told) {
                return new Applying(other, since, interruption, told == null ? progress : told);
            }

            Applying interrupted(String by) {
                return new Applying(status, since, by, progress);
            }
        }

        /** @param confirmed when the run was confirmed; null where nothing had to be done */
        record Applied(Instant at, @Nullable Instant confirmed) implements Step {}

        /** @param partly the apply itself failed, so that part of it may be done */
        record Failed(String reason, boolean partly) implements Step {}

        /** Nothing was applied; the run was discarded or never came to be. */
        record Stopped(String reason) implements Step {}

        /** @param person who confirmed or applied it in HCP Terraform */
        record AppliedWithoutTidegate(@Nullable String person, String status) implements Step {}
    }

    /** No event of its run is waited for any more. */
    public boolean over() {
        return switch (step) {
            case Step.Starting s -> false;
            case Step.Planning s -> false;
            case Step.Gathering s -> false;
            case Step.ConfirmSent s -> false;
            case Step.Applying s -> false;
            case Step.Applied s -> true;
            case Step.Failed s -> true;
            case Step.Stopped s -> true;
            case Step.AppliedWithoutTidegate s -> true;
        };
    }

    /** The run is confirmed, or the decision to confirm it has been taken: nothing cancels it. */
    public boolean committed() {
        return step instanceof Step.ConfirmSent || step instanceof Step.Applying;
    }

    /** Its run has begun to change the infrastructure, or somebody let it; how far it came is another question. */
    boolean touches() {
        return switch (step) {
            case Step.Applying s -> true;
            case Step.Failed s -> s.partly();
            case Step.AppliedWithoutTidegate s -> true;
            case Step.Starting s -> false;
            case Step.Planning s -> false;
            case Step.Gathering s -> false;
            case Step.ConfirmSent s -> false;
            case Step.Applied s -> false;
            case Step.Stopped s -> false;
        };
    }

    public Attempt {
        together = List.copyOf(together);
    }

    /** One that has only been decided. */
    static Attempt begun(int number, Asked asked, String commit, List<Merged> together, Instant at) {
        return new Attempt(number, asked, commit, together, "", false, new Step.Starting(), null, null, null, null, at);
    }

    Attempt at(Step next) {
        return new Attempt(
                number, asked, commit, together, inputs, inputsReviewed, next, run, url, plan, compared, since);
    }

    /** With what the others that it takes along have reviewed by now. */
    Attempt with(List<Merged> now) {
        List<Merged> still = now.stream()
                .filter(other -> together.stream()
                        .anyMatch(
                                known -> known.repository() == other.repository() && known.number() == other.number()))
                .toList();
        return new Attempt(number, asked, commit, still, inputs, inputsReviewed, step, run, url, plan, compared, since);
    }

    Attempt started(RunId id, String page, String uploaded, boolean reviewed) {
        Step planning = new Step.Planning("pending");
        return new Attempt(
                number, asked, commit, together, uploaded, reviewed, planning, id, page, plan, compared, since);
    }

    Attempt planned(Plan real, Instant at) {
        Step gathering = new Step.Gathering(at);
        return new Attempt(
                number, asked, commit, together, inputs, inputsReviewed, gathering, run, url, real, at, since);
    }
}
