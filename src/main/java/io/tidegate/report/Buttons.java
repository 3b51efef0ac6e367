package io.tidegate.report;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.Planning;
import io.tidegate.change.Work;
import io.tidegate.command.Command;
import io.tidegate.command.Named;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The buttons of an environment's check run, and the command that each one is. A press goes through the same gates as a
 * comment. The number at the end of an identifier tells one press from the next.
 */
public final class Buttons {
    private static final Pattern IDENTIFIER = Pattern.compile("(plan|release|discard|apply)(?::[0-9a-z]{1,16})*");

    private Buttons() {}

    /**
     * What the press of a button asks for; empty for one that we do not show.
     *
     * @param head the commit on which the check run is
     */
    public static Optional<Command> command(String identifier, List<EnvironmentName> named, String head) {
        List<Named> environments = named.stream().map(Named::of).toList();
        Matcher matcher = IDENTIFIER.matcher(identifier);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return switch (matcher.group(1)) {
            case "plan" -> Optional.of(new Command.Plan(environments));
            case "release" -> Optional.of(new Command.Plan(environments, false, head));
            case "discard" -> Optional.of(new Command.Cancel(environments));
            case "apply" -> Optional.of(new Command.Apply(environments));
            default -> Optional.empty();
        };
    }

    /** At most three, as GitHub allows. */
    static List<Button> of(Change change, Work work, Standing standing) {
        if (!change.open() && !change.merged()) {
            return List.of();
        }
        List<Button> buttons = new ArrayList<>();
        int presses = change.talk().presses();
        Optional<Plan> plan = work.plan();
        boolean ready = standing.kind() == Standing.Kind.READY || standing.kind() == Standing.Kind.APPLY_FAILED;
        boolean onCommand = work.environment().rules().apply() == ApplyMode.ON_COMMAND || change.merged();
        boolean confirmed = !work.environment().rules().confirmDestroy()
                || plan.map(Plan::destroys).orElse(0) == 0;
        if (ready && onCommand && confirmed && plan.isPresent()) {
            buttons.add(new Button(
                    "Apply",
                    "Applies this plan through its gates",
                    "apply:" + plan.get().fingerprint().beginning() + ":" + presses));
        }
        Attempt attempt = work.attempt();
        boolean stoppable = work.planningGoesOn() || (attempt != null && !attempt.over() && !attempt.committed());
        if (stoppable) {
            buttons.add(new Button("Discard", "Stops its run; nothing is applied", "discard:" + presses));
        } else if (work.planning() instanceof Planning.Held held && held.release()) {
            buttons.add(new Button("Plan as read", "You have read this commit's code", "release:" + presses));
        } else if (!work.applyGoesOn()) {
            buttons.add(new Button("Plan", "Plans this environment again", "plan:" + presses));
        }
        return List.copyOf(buttons);
    }
}
