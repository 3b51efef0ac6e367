package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rights;
import io.tidegate.gate.Authorization;
import io.tidegate.gate.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For which environments of a pull request somebody may give a command.
 *
 * @param chosen those that the command means and its giver may
 * @param refusals why not for the others
 */
record Permitting(List<Work> chosen, List<Answer.NotPermitted.Refusal> refusals) {
    static Permitting of(Change change, Commanded command, Person person) {
        Right right = needed(command.command());
        List<EnvironmentName> named = command.command().environments();
        List<Work> meant = change.works().stream()
                .filter(work -> named.isEmpty() || named.contains(work.name()))
                .toList();
        if (meant.isEmpty()) {
            // What the pull request does not affect is refused to those alone who might command something here.
            return new Permitting(
                    List.of(),
                    Authorization.refusal(Rights.USUAL, right, person).stream()
                            .map(why -> new Answer.NotPermitted.Refusal(List.of(), why))
                            .toList());
        }
        List<Work> chosen = new ArrayList<>();
        Map<String, List<EnvironmentName>> refused = new LinkedHashMap<>();
        for (Work work : meant) {
            Optional<String> why =
                    Authorization.refusal(work.environment().rules().rights(), right, person);
            if (why.isEmpty()) {
                chosen.add(work);
            } else {
                refused.computeIfAbsent(why.get(), key -> new ArrayList<>()).add(work.name());
            }
        }
        List<Answer.NotPermitted.Refusal> refusals = new ArrayList<>();
        refused.forEach((why, environments) -> refusals.add(new Answer.NotPermitted.Refusal(environments, why)));
        return new Permitting(chosen, refusals);
    }

    /** The right that a command asks for. */
    static Right needed(Command command) {
        return switch (command) {
            case Command.Plan c -> Right.PLAN;
            case Command.Approve c -> Right.APPROVE;
            case Command.Apply c -> Right.APPLY;
            case Command.Cancel c -> Right.CANCEL;
            // Giving up the own lock asks for no more than taking it did.
            case Command.Unlock c -> Right.APPLY;
            case Command.Status c -> Right.PLAN;
            case Command.Explain c -> Right.PLAN;
            case Command.Help c -> Right.PLAN;
        };
    }
}
