package io.tidegate.change;

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

    /** Nothing changes, and this is why. */
    public static Decision ignored(Change change, String because) {
        return new Decision(change, List.of(), List.of(), because);
    }
}
