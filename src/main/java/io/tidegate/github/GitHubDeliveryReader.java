package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Origin;
import io.tidegate.command.Spoken;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Reading;
import io.tidegate.gate.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Translates GitHub's webhooks. They are hints: what a pull request is now is read from the API, so most become "look at
 * it again". Names of events come from a header that is not signed, so a body must have its event's shape.
 */
public final class GitHubDeliveryReader implements DeliveryReader {
    private static final Set<String> TOUCHING =
            Set.of("opened", "reopened", "synchronize", "ready_for_review", "converted_to_draft", "edited", "closed");
    private final ServedRepositories served;
    private final RepositoryNews news;
    private final Presses presses;
    private final long app;
    private final Function<String, List<Spoken>> parser;

    /** @param parser the lines of a comment that speak to Tidegate */
    GitHubDeliveryReader(ServedRepositories served, GitHubSettings settings, Function<String, List<Spoken>> parser) {
        this.served = served;
        this.news = new RepositoryNews(served);
        this.app = settings.app();
        this.presses = new Presses(app, this::about);
        this.parser = parser;
    }

    @Override
    public String source() {
        return "github";
    }

    /** @throws io.tidegate.flow.Outside.Unavailable only while the App's owner, on whom it depends, cannot be asked for */
    @Override
    public Reading read(Delivery delivery) {
        String kind = delivery.kind();
        if (kind.contains("@")) {
            return new Reading.Malformed("it was meant for another App than " + app + ": " + kind);
        }
        try {
            return switch (kind) {
                case "pull_request" -> pullRequest(Fields.parse(delivery.payload()), delivery.received());
                case "pull_request_review" -> review(Fields.parse(delivery.payload()), delivery.received());
                case "issue_comment" -> comment(Fields.parse(delivery.payload()), delivery.received());
                case "merge_group" -> mergeGroup(Fields.parse(delivery.payload()), delivery.received());
                case "check_run" -> presses.checkRun(Fields.parse(delivery.payload()), delivery.received());
                case "check_suite" -> presses.checkSuite(Fields.parse(delivery.payload()), delivery.received());
                case "repository", "installation", "installation_repositories" ->
                    news.read(kind, Fields.parse(delivery.payload()));
                case "push" -> new Reading.Ignored("a moved base is looked at when something is to be applied");
                case "ping" -> new Reading.Ignored("GitHub only says that the webhook is set up");
                default -> new Reading.Ignored("Tidegate does not use the event " + kind);
            };
        } catch (NotTheApps e) {
            return new Reading.Ignored(
                    "it names no installation: a webhook of the repository's own sent it, not the App's");
        } catch (Fields.Unfit e) {
            return new Reading.Malformed("its body does not fit the event " + kind + ": " + e.getMessage());
        }
    }

    private Reading pullRequest(JsonNode body, Instant at) {
        String action = Fields.text(body, "action");
        Repository repository = repository(body);
        int number = Fields.count(body, "pull_request.number");
        Fields.sha(body, "pull_request.head.sha");
        Actor sender = Fields.actor(body, "sender");
        if (!TOUCHING.contains(action)) {
            return new Reading.Ignored("the action " + word(action) + " of a pull request changes nothing here");
        }
        boolean pushed = action.equals("opened") || action.equals("synchronize");
        return about(repository, number, List.of(new ChangeEvent.Touched(action, sender, pushed, at)));
    }

    private Reading review(JsonNode body, Instant at) {
        String action = Fields.text(body, "action");
        Repository repository = repository(body);
        int number = Fields.count(body, "pull_request.number");
        Fields.id(body, "review.id");
        String state = Fields.text(body, "review.state");
        Actor by = Fields.actor(body, "review.user");
        return switch (action) {
            case "submitted", "edited" -> {
                if (by.bot()) {
                    yield new Reading.Ignored("a bot's review counts for nothing");
                }
                yield state.equalsIgnoreCase("commented")
                        ? new Reading.Ignored("a review that only comments decides nothing")
                        : about(repository, number, List.of(new ChangeEvent.Reviewed(by, at)));
            }
            case "dismissed" -> about(repository, number, List.of(new ChangeEvent.Reviewed(by, at)));
            default -> new Reading.Ignored("the action " + word(action) + " of a review changes nothing here");
        };
    }

    private Reading comment(JsonNode body, Instant at) {
        String action = Fields.text(body, "action");
        Repository repository = repository(body);
        int number = Fields.count(body, "issue.number");
        long comment = Fields.id(body, "comment.id");
        Actor by = Fields.actor(body, "comment.user");
        Actor sender = Fields.actor(body, "sender");
        if (!body.path("issue").path("pull_request").isObject()) {
            return new Reading.Ignored("a comment on an issue, not on a pull request");
        }
        if (Fields.at(body, "comment.performed_via_github_app.id").asLong(0) == app) {
            return new Reading.Ignored("Tidegate's own comment");
        }
        if (action.equals("deleted")) {
            return about(repository, number, List.of(new ChangeEvent.CommentDeleted(comment, at)));
        }
        if (!action.equals("created")) {
            return new Reading.Ignored("only a new comment is a command; this one was " + word(action));
        }
        if (by.bot() || sender.bot()) {
            return new Reading.Ignored("a bot's comment is no command");
        }
        if (!by.is(sender)) {
            throw new Fields.Unfit("its sender did not write the comment");
        }
        Instant given = Fields.instant(body, "comment.created_at");
        List<ChangeEvent> events = parser
                .apply(Fields.optional(body, "comment.body").orElse(""))
                .stream()
                .map(spoken -> event(spoken, comment, by, given, at))
                .toList();
        return events.isEmpty()
                ? new Reading.Ignored("no line of the comment is a command")
                : about(repository, number, events);
    }

    private Reading mergeGroup(JsonNode body, Instant at) {
        Repository repository = repository(body);
        return MergeGroups.read(body, at).about((number, event) -> about(repository, number, List.of(event)));
    }

    private static ChangeEvent event(Spoken spoken, long comment, Actor by, Instant given, Instant at) {
        return switch (spoken) {
            case Spoken.Given said ->
                new ChangeEvent.CommandGiven(new Origin.Line(comment, said.line()), said.command(), by, given, at);
            case Spoken.Unparsed said ->
                new ChangeEvent.Misspoken(comment, said.line(), said.said(), said.reason(), said.suggestion(), by, at);
        };
    }

    private Reading about(Repository repository, int number, List<ChangeEvent> events) {
        if (served.serves(repository.owner(), repository.name())) {
            return new Reading.Relevant(new ChangeId(repository.id(), number), repository, events);
        }
        // It may have been served under another owner or name.
        return new Reading.Whereabouts(
                List.of(),
                List.of(repository.id()),
                "the repository is not served here: tidegate.github.owners or tidegate.github.repositories would allow it");
    }

    static Repository repository(JsonNode body) {
        long id = Fields.id(body, "repository.id");
        String owner = Fields.text(body, "repository.owner.login");
        String name = Fields.text(body, "repository.name");
        if (body.path("installation").isMissingNode()) {
            throw new NotTheApps();
        }
        return new Repository(id, owner, name, Fields.id(body, "installation.id"));
    }

    /** Well formed, but sent by a webhook that somebody set up by hand with the App's address and secret. */
    private static final class NotTheApps extends RuntimeException {}

    /** For a reason that is shown: GitHub's words are plain, anything else is not repeated. */
    static String word(String action) {
        return action.matches("[a-z_]{1,40}") ? action : "(unknown)";
    }
}
