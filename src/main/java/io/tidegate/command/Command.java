package io.tidegate.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person asks for in one line of a comment. An empty list of environments means the command's own default. */
public sealed interface Command {
    List<Named> environments();

    /** The word after the slash. */
    default String word() {
        return switch (this) {
            case Plan p -> "plan";
            case Approve a -> "approve";
            case Apply a -> "apply";
            case Cancel c -> "cancel";
            case Lock l -> "lock";
            case Unlock u -> "unlock";
            case Restore r -> "restore";
            case Redact r -> "redact";
            case Status s -> "status";
            case Explain e -> "explain";
            case Help h -> "help";
        };
    }

    /**
     * @param all also what is planned on command alone, and what is above the limit
     * @param sha the head whose code may be planned: releases a plan that waits for somebody to read the code
     */
    record Plan(
            List<Named> environments, boolean all, @Nullable String sha) implements Command {
        public Plan(List<Named> environments) {
            this(environments, false, null);
        }
    }

    /** @param fingerprint the short form of the plan that is meant, if named */
    record Approve(List<Named> environments, @Nullable String fingerprint) implements Command {}

    /**
     * @param destroys how many resources its giver knows to be destroyed or replaced, where that was written
     * @param breakGlass opens gates in an emergency; null where it does not
     */
    record Apply(
            List<Named> environments,
            @Nullable Integer destroys,
            @Nullable BreakGlass breakGlass) implements Command {
        public Apply(List<Named> environments) {
            this(environments, null, null);
        }

        public Apply(List<Named> environments, @Nullable Integer destroys) {
            this(environments, destroys, null);
        }

        /** @param reason for people, as written @param plan the short form of its fingerprint */
        public record BreakGlass(String reason, String plan) {}
    }

    /** @param applying why even an apply in progress is to be interrupted; null where it is not */
    record Cancel(List<Named> environments, @Nullable String applying) implements Command {
        public Cancel(List<Named> environments) {
            this(environments, null);
        }
    }

    /** @param lasting how long at most; null until it is given up @param reason for people, as written */
    record Lock(List<Named> environments, @Nullable Duration lasting, String reason) implements Command {}

    /** Brings one environment back to the default branch. */
    record Restore(List<Named> environments) implements Command {}

    /** @param from whose lock is taken away; null for the pull request's own */
    record Unlock(List<Named> environments, @Nullable From from) implements Command {
        public Unlock(List<Named> environments) {
            this(environments, null);
        }

        /** @param reason for people, as written */
        public record From(int pullRequest, String reason) {}
    }

    /** Tidegate's comments are posted anew, without what they said before. */
    record Redact() implements Command {
        @Override
        public List<Named> environments() {
            return List.of();
        }
    }

    record Status() implements Command {
        @Override
        public List<Named> environments() {
            return List.of();
        }
    }

    record Explain(List<Named> environments) implements Command {}

    record Help() implements Command {
        @Override
        public List<Named> environments() {
            return List.of();
        }
    }
}
