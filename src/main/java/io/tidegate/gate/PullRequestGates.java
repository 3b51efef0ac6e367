package io.tidegate.gate;

import io.tidegate.gate.Verdict.Closed;
import io.tidegate.gate.Verdict.Open;
import java.util.stream.Collectors;

/** The gates about the pull request itself, as GitHub shows it. */
final class PullRequestGates {
    private PullRequestGates() {}

    static Verdict draft(Situation s) {
        if (s.pullRequest().life() == PullRequest.Life.CLOSED) {
            return new Closed("the pull request is closed", "somebody reopens it");
        }
        return s.pullRequest().draft()
                ? new Closed("the pull request is a draft", "the author marks it ready for review")
                : new Open("ready for review");
    }

    static Verdict fork(Situation s) {
        return s.pullRequest().fork()
                ? new Closed(
                        "it comes from a fork, whose code must not run with this workspace's credentials",
                        "somebody with write permission pushes it to a branch of this repository")
                : new Open("not from a fork");
    }

    static Verdict mergeable(Situation s) {
        return switch (s.pullRequest().mergeable()) {
            case YES -> new Open("no conflict with the base");
            case NO -> new Closed("it conflicts with its base", "the author updates the branch");
            case UNKNOWN ->
                new Closed("GitHub has not computed yet whether it merges", "GitHub has computed it, in a moment");
        };
    }

    static Verdict checks(Situation s) {
        if (s.checks() == null) {
            return new Open("looked at when somebody applies");
        }
        String missing = s.checks().stream()
                .filter(check -> !check.passed())
                .map(check -> check.name() + " (" + check.state() + ")")
                .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? new Open("required checks passed")
                : new Closed("required checks have not passed: " + missing, "they pass");
    }

    static Verdict base(Situation s) {
        return s.movedOnBase() != null && s.movedOnBase()
                ? new Closed(
                        "files of " + s.environment().name() + " changed on "
                                + s.pullRequest().baseRef() + " since the plan",
                        "the author updates the branch")
                : new Open("unchanged since the plan");
    }
}
