package io.tidegate.command;

import io.tidegate.environment.EnvironmentName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person asks for in one line of a comment. An empty list of environments means the command's own default. */
public sealed interface Command {
    List<EnvironmentName> environments();

    /** The word after the slash. */
    default String word() {
        return switch (this) {
            case Plan p -> "plan";
            case Approve a -> "approve";
            case Apply a -> "apply";
            case Cancel c -> "cancel";
            case Unlock u -> "unlock";
            case Status s -> "status";
            case Explain e -> "explain";
            case Help h -> "help";
        };
    }

    record Plan(List<EnvironmentName> environments) implements Command {}

    /** @param fingerprint the short form of the plan that is meant, if named */
    record Approve(
            List<EnvironmentName> environments, @Nullable String fingerprint) implements Command {}

    /** @param destroys how many resources its giver knows to be destroyed or replaced, where that was written */
    record Apply(
            List<EnvironmentName> environments, @Nullable Integer destroys) implements Command {
        public Apply(List<EnvironmentName> environments) {
            this(environments, null);
        }
    }

    record Cancel(List<EnvironmentName> environments) implements Command {}

    record Unlock(List<EnvironmentName> environments) implements Command {}

    record Status() implements Command {
        @Override
        public List<EnvironmentName> environments() {
            return List.of();
        }
    }

    record Explain(List<EnvironmentName> environments) implements Command {}

    record Help() implements Command {
        @Override
        public List<EnvironmentName> environments() {
            return List.of();
        }
    }
}
