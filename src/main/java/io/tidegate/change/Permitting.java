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
        List<Work> meant = meant(change, command.command());
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

    /** The affected environments that a command means; all of them where it names none. */
    static List<Work> meant(Change change, Command command) {
        return change.works().stream()
                .filter(work -> command.environments().isEmpty()
                        || command.environments().stream().anyMatch(named -> named.means(work.name())))
                .toList();
    }

    /** The right that a command asks for. */
    static Right needed(Command command) {
        return switch (command) {
            // Whoever lets code be planned that nobody vouches for has read it as an approver would.
            case Command.Plan c -> c.sha() == null ? Right.PLAN : Right.APPROVE;
            case Command.Approve c -> Right.APPROVE;
            case Command.Apply c -> c.breakGlass() == null ? Right.APPLY : Right.BREAK_GLASS;
            // An apply is interrupted by those who may start one.
            case Command.Cancel c -> c.applying() == null ? Right.CANCEL : Right.APPLY;
            case Command.Lock c -> Right.LOCK;
            case Command.Restore c -> Right.RESTORE;
            // Giving up the own lock asks for no more than taking it did.
            case Command.Unlock c -> c.from() == null ? Right.APPLY : Right.UNLOCK;
            case Command.Redact c -> Right.REDACT;
            case Command.Status c -> Right.PLAN;
            case Command.Explain c -> Right.PLAN;
            case Command.Help c -> Right.PLAN;
        };
    }
}
