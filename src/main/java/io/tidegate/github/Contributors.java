package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.change.People.Contributor;
import io.tidegate.gate.Actor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who made a pull request's commits, as far as GitHub links them to accounts. Its REST API does not link co-authors, but
 * an address that GitHub itself hands out carries the account's id.
 *
 * @param unlinked names of people whom GitHub links to no account
 */
record Contributors(List<Contributor> linked, List<String> unlinked) {
    /** The account in whose name GitHub commits what is done on its pages. */
    private static final String WEB = "web-flow";

    private static final Pattern CO_AUTHOR =
            Pattern.compile("(?i)^\\s*co-authored-by:\\s*([^<]{0,200})<([^<>\\s]{1,320})>\\s*$");
    private static final Pattern NO_REPLY =
            Pattern.compile("([1-9][0-9]{0,17})\\+([A-Za-z0-9][A-Za-z0-9\\[\\]-]{0,99})@users\\.noreply\\.(.+)");

    static Contributors of(Actor author, List<JsonNode> commits, int counted, String host) {
        Set<Contributor> linked = new LinkedHashSet<>();
        Set<String> unlinked = new LinkedHashSet<>();
        linked.add(new Contributor(author, "author", ""));
        for (JsonNode commit : commits) {
            String sha = Fields.sha(commit, "sha");
            add(commit, "author", "authored", sha, host, linked, unlinked);
            // A committer stands in for a pusher: revisions from before the installation have no other trace of one.
            add(commit, "committer", "pushed", sha, host, linked, unlinked);
            coAuthors(Fields.optional(commit, "commit.message").orElse(""), sha, host, linked, unlinked);
        }
        if (commits.size() < counted) {
            unlinked.add("whoever made the " + (counted - commits.size()) + " commits that GitHub does not list");
        }
        return new Contributors(new ArrayList<>(linked), new ArrayList<>(unlinked));
    }

    private static void add(
            JsonNode commit,
            String who,
            String role,
            String sha,
            String host,
            Set<Contributor> linked,
            Set<String> unlinked) {
        String name = Fields.optional(commit, "commit." + who + ".name").orElse("somebody without a name");
        String address = Fields.optional(commit, "commit." + who + ".email").orElse("");
        // An account without any data is {} in GitHub's answers, one that it does not know null.
        if (commit.path(who).path("id").isIntegralNumber()) {
            Actor actor = Fields.actor(commit, who);
            if (!(who.equals("committer") && actor.login().equals(WEB))) {
                linked.add(new Contributor(actor, role, sha));
            }
        } else {
            named(address, host)
                    .ifPresentOrElse(
                            actor -> linked.add(new Contributor(actor, role, sha)), () -> unlinked.add(name.strip()));
        }
    }

    private static void coAuthors(
            String message, String sha, String host, Set<Contributor> linked, Set<String> unlinked) {
        message.lines().filter(line -> line.length() < 600).forEach(line -> {
            Matcher trailer = CO_AUTHOR.matcher(line);
            if (trailer.matches()) {
                named(trailer.group(2), host)
                        .ifPresentOrElse(
                                actor -> linked.add(new Contributor(actor, "co-authored", sha)),
                                () -> unlinked.add(trailer.group(1).strip()));
            }
        });
    }

    /** The account in an address of the form {@code ID+login@users.noreply.HOST}. */
    private static Optional<Actor> named(String address, String host) {
        Matcher known = NO_REPLY.matcher(address);
        if (!known.matches() || !known.group(3).equalsIgnoreCase(host)) {
            return Optional.empty();
        }
        String login = known.group(2);
        return Optional.of(new Actor(Long.parseLong(known.group(1)), login, login.endsWith("[bot]")));
    }
}
