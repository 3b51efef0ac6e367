package io.tidegate.change;

import io.tidegate.command.Named;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Actor;
import io.tidegate.gate.GateReport;
import io.tidegate.plan.ChangeCounts;
import io.tidegate.plan.PlanDifference;
import io.tidegate.run.StateChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people must notice and therefore get a new comment for; never edited afterwards. */
public sealed interface Answer {
    /** Gates are closed: no run was started, no lock was taken. One report for each environment asked for. */
    record Refused(Actor by, List<GateReport> reports) implements Answer {
        public Refused {
            reports = List.copyOf(reports);
        }
    }

    /** A merge asked for it and gates are closed. */
    record MergeRefused(List<GateReport> reports) implements Answer {
        public MergeRefused {
            reports = List.copyOf(reports);
        }
    }

    /**
     * The real plan is not covered by what was reviewed; its run was discarded.
     *
     * @param fingerprint short form of the plan that nobody reviewed
     * @param mention the logins of those who asked and approved
     * @param inputsChanged the files changed too, not only what they meet
     * @param unstable {@code address.attribute} of what differs although nothing did that it was made of
     * @param changed what changed the state since the reviewed plan; null where nothing is known to have
     */
    record PlanChanged(
            EnvironmentName environment,
            String fingerprint,
            PlanDifference difference,
            List<String> mention,
            boolean inputsChanged,
            List<String> unstable,
            @Nullable StateChange changed,
            String url)
            implements Answer {
        public PlanChanged {
            unstable = List.copyOf(unstable);
            mention = List.copyOf(mention);
        }
    }

    /** The plan was covered but a gate closed before the confirmation; the run was discarded. */
    record Withdrawn(EnvironmentName environment, GateReport report, List<String> mention) implements Answer {
        public Withdrawn {
            mention = List.copyOf(mention);
        }
    }

    /** @param seconds how long the apply took, from the confirmation */
    record Applied(EnvironmentName environment, List<String> mention, ChangeCounts counts, long seconds, String url)
            implements Answer {
        public Applied {
            mention = List.copyOf(mention);
        }
    }

    record ApplyFailed(
            EnvironmentName environment,
            List<String> mention,
            String reason,
            boolean partly,
            @Nullable String url) implements Answer {
        public ApplyFailed {
            mention = List.copyOf(mention);
        }
    }

    record AppliedWithoutTidegate(
            EnvironmentName environment, @Nullable String person, String status, String url) implements Answer {}

    /** The plan that these approvals were given for is no longer what would be applied. */
    record ApprovalVoid(EnvironmentName environment, List<String> approvers, PlanDifference difference)
            implements Answer {
        public ApprovalVoid {
            approvers = List.copyOf(approvers);
        }
    }

    /** An {@code /approve} that counts, or does not and why. */
    record Approved(Actor by, List<EnvironmentName> environments, List<String> remarks) implements Answer {
        public Approved {
            environments = List.copyOf(environments);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Something could not be done at all, and nobody asked for it by a command that could be answered.
     *
     * @param what the first sentence, which names it
     * @param reason why, with the remedy where one is known
     * @param next what to do, as a sentence
     */
    record Unable(String what, String reason, String next) implements Answer {}

    /** Something short to say: what was done or why not. */
    record Said(Actor by, String sentence) implements Answer {}

    /**
     * The person may not give this command, for some or all of the environments that it meant.
     *
     * @param word the command's
     * @param refusals why not
     */
    record NotPermitted(Actor by, String word, List<Refusal> refusals) implements Answer {
        /** @param environments those for which this is the reason; empty where the pull request affects none */
        public record Refusal(List<EnvironmentName> environments, String why) {
            public Refusal {
                environments = List.copyOf(environments);
            }
        }

        public NotPermitted {
            refusals = List.copyOf(refusals);
        }
    }

    record Misspoken(
            Actor by, String said, String reason, @Nullable String suggestion) implements Answer {}

    /** State, lock holders and the gate report of each environment, as they are when the answer is posted. */
    record Status(Actor by) implements Answer {}

    /** Why environments are affected or not, and their gates. @param environments empty for all */
    record Explained(Actor by, List<Named> environments) implements Answer {
        public Explained {
            environments = List.copyOf(environments);
        }
    }

    record Help(Actor by) implements Answer {}

    /**
     * Every gate was open but the lock, so these environments wait for it together.
     *
     * @param by who asked; null for a merge
     */
    record Queued(@Nullable Actor by, List<EnvironmentName> environments) implements Answer {
        public Queued {
            environments = List.copyOf(environments);
        }
    }

    /** The locks that a command waited for are this pull request's now. @param by the login of who asked */
    record Turn(List<EnvironmentName> environments, String by) implements Answer {
        public Turn {
            environments = List.copyOf(environments);
        }
    }

    /** The lock is no longer this pull request's. */
    record LockLost(EnvironmentName environment, String why) implements Answer {}

    /** What was merged here was applied with another merged pull request. @param run its id */
    record AppliedTogether(EnvironmentName environment, int with, String commit, String run) implements Answer {}

    /** Closed without a merge after something of it was applied. */
    record StillApplied(List<EnvironmentName> environments) implements Answer {
        public StillApplied {
            environments = List.copyOf(environments);
        }
    }

    /** A freeze is over that kept the merge from applying. */
    record Thawed(EnvironmentName environment) implements Answer {}

    /** Somebody applies although gates are closed. */
    record GlassBroken(EnvironmentName environment, BrokenGlass use) implements Answer {}

    /** A second person has looked at what break-glass applied. */
    record SignedOff(EnvironmentName environment, BrokenGlass use) implements Answer {}
}
