package io.tidegate.change;

import java.util.ArrayList;
import java.util.List;

/**
 * What follows from an event.
 *
 * @param next the aggregate's next state
 * @param effects what to do outside, in order
 * @param messages what to tell the other aggregates, in the same transaction
 * @param because why, in one sentence, for the audit log and the delivery's outcome
 */
public record Decision(Change next, List<Effect> effects, List<Message> messages, String because) {
    /** For an environment, decided in the same transaction. */
    public record Message(String workspace, EnvironmentEvent event) {}

    public Decision {
        effects = List.copyOf(effects);
        messages = List.copyOf(messages);
    }

    static Decision of(Change next, String because) {
        return new Decision(next, List.of(), List.of(), because);
    }

    Decision and(Effect... more) {
        return and(List.of(more));
    }

    Decision and(List<? extends Effect> more) {
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(more);
        return new Decision(next, all, messages, because);
    }

    /** Tells the environment of {@code work}, if HCP Terraform was asked for its workspace already. */
    Decision tell(Work work, EnvironmentEvent event) {
        if (work.workspace() == null) {
            return this;
        }
        List<Message> all = new ArrayList<>(messages);
        all.add(new Message(work.workspace().id(), event));
        return new Decision(next, effects, all, because);
    }

    Decision with(Change other) {
        return new Decision(other, effects, messages, because);
    }

    Decision because(String other) {
        return new Decision(next, effects, messages, other);
    }

    /** Everything that shows the pull request's state: the comment, the checks of these environments, the verdict. */
    Decision refreshing(List<Work> works) {
        return and(new Effect.RefreshSummary())
                .and(works.stream()
                        .map(work -> new Effect.RefreshCheck(work.name()))
                        .toList())
                .and(new Effect.RefreshVerdict())
                // The merge group's verdict follows the pull request's.
                .and(next.landing().group() == null ? List.of() : List.of(new Effect.RefreshGroup()));
    }

    /** Nothing changes, and this is why. */
    public static Decision ignored(Change change, String because) {
        return new Decision(change, List.of(), List.of(), because);
    }
}
