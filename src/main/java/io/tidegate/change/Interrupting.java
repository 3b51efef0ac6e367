package io.tidegate.change;

import java.util.List;
import java.util.SortedMap;

/** The chapter of applies that a person interrupts: HCP Terraform is asked to stop, and what is done stays done. */
final class Interrupting {
    private Interrupting() {}

    static Decision interrupt(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            Commanded command,
            String reason,
            List<Work> chosen,
            ChangeEvent.EvidenceRead read) {
        if (chosen.isEmpty()) {
            return Commanding.said(
                    change, command, "this pull request affects no environment. Nothing was interrupted.");
        }
        Work work = chosen.getFirst();
        Attempt attempt = work.attempt();
        if (attempt == null || !(attempt.step() instanceof Attempt.Step.Applying step) || attempt.run() == null) {
            return attempt != null && attempt.step() instanceof Attempt.Step.ConfirmSent
                    ? Commanding.said(
                            change,
                            command,
                            work.name() + " is being confirmed at this moment. Give the command again when it applies.")
                    : Obeying.cancel(change, shared, command, chosen, read);
        }
        String by = command.by().login() + ": “" + reason + "”";
        Work next = work.with(attempt.at(step.interrupted(by)));
        return Decision.of(change.with(next), "the apply of " + work.name() + " is interrupted by " + by)
                .and(new Effect.InterruptRun(work.name(), attempt.run()))
                .and(Commanding.reply(
                        command,
                        new Answer.Said(
                                command.by(),
                                "HCP Terraform is asked to interrupt the apply of " + work.name()
                                        + ". Terraform finishes what it is doing at the moment; what is done stays done, and the state may"
                                        + " be partial. The lock stays, and the rest is planned again.")))
                .refreshing(List.of(next));
    }
}
