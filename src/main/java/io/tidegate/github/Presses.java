package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Origin;
import io.tidegate.command.Command;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Reading;
import io.tidegate.gate.Actor;
import io.tidegate.report.Buttons;
import io.tidegate.report.CheckId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Webhooks of check runs and suites: buttons that people press, ours and GitHub's own. */
final class Presses {
    /** What a pull request's events become, if its repository is served. */
    interface About {
        Reading read(Repository repository, int number, List<ChangeEvent> events);
    }

    private final long app;
    private final About about;

    Presses(long app, About about) {
        this.app = app;
        this.about = about;
    }

    Reading checkRun(JsonNode body, Instant at) {
        String action = Fields.text(body, "action");
        Repository repository = GitHubDeliveryReader.repository(body);
        Actor by = Fields.actor(body, "sender");
        if (Fields.id(body, "check_run.app.id") != app) {
            return new Reading.Ignored("another App's check run");
        }
        Optional<CheckId> check =
                CheckId.read(Fields.optional(body, "check_run.external_id").orElse(""));
        String head = Fields.sha(body, "check_run.head_sha");
        String identifier = switch (action) {
            case "requested_action" -> Fields.text(body, "requested_action.identifier");
            case "rerequested" -> again(body, "check_run.completed_at");
            default -> "";
        };
        if (identifier.isEmpty()) {
            return new Reading.Ignored(
                    "the action " + GitHubDeliveryReader.word(action) + " of a check run is no button");
        }
        if (by.bot()) {
            return new Reading.Ignored("a bot presses no button");
        }
        if (check.isEmpty() || check.get().change().repository() != repository.id()) {
            return new Reading.Ignored("the check run says nothing of a pull request of this repository");
        }
        List<EnvironmentName> named = check.get().environment().stream().toList();
        Optional<Command> command = Buttons.command(identifier, named, head);
        if (command.isEmpty()) {
            return new Reading.Ignored("Tidegate shows no such button");
        }
        Origin origin = new Origin.Button(Fields.id(body, "check_run.id"), head, identifier, by.id());
        return about.read(
                repository,
                check.get().change().number(),
                List.of(new ChangeEvent.CommandGiven(origin, command.get(), by, at, at)));
    }

    /** GitHub's "Re-run all checks"; it names the pull requests, where there are any, instead of ours. */
    Reading checkSuite(JsonNode body, Instant at) {
        String action = Fields.text(body, "action");
        Repository repository = GitHubDeliveryReader.repository(body);
        Actor by = Fields.actor(body, "sender");
        JsonNode pulls = Fields.at(body, "check_suite.pull_requests");
        if (!action.equals("rerequested") || Fields.id(body, "check_suite.app.id") != app || by.bot()) {
            return new Reading.Ignored(
                    "only people run our own checks again; this was " + GitHubDeliveryReader.word(action));
        }
        if (pulls.size() != 1) {
            return new Reading.Ignored("GitHub names " + pulls.size()
                    + " pull requests for these checks, so nobody can tell which one is meant; `/plan` does");
        }
        Origin origin = new Origin.Button(
                Fields.id(body, "check_suite.id"),
                Fields.sha(body, "check_suite.head_sha"),
                again(body, "check_suite.updated_at"),
                by.id());
        return about.read(
                repository,
                Fields.count(pulls.path(0), "number"),
                List.of(new ChangeEvent.CommandGiven(origin, new Command.Plan(List.of()), by, at, at)));
    }

    /** GitHub's own buttons have no identifier: the time tells one press from the next. */
    private static String again(JsonNode body, String time) {
        return "plan:again:"
                + (Fields.at(body, time).isTextual()
                        ? Long.toString(Fields.instant(body, time).getEpochSecond(), 36)
                        : "0");
    }
}
