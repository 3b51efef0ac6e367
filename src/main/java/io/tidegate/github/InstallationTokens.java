package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Installation tokens, each for one repository and the permissions needed. One request at a time for each; a token is
 * used until five minutes before it ends.
 */
final class InstallationTokens {
    private static final Logger LOG = Logger.getLogger(InstallationTokens.class);
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Map<String, String> NEEDED = new TreeMap<>(Map.of(
            "checks", "write",
            "contents", "read",
            "deployments", "write",
            "issues", "read",
            "members", "read",
            "metadata", "read",
            "pull_requests", "write",
            "statuses", "read"));
    private static final Map<String, String> MERGING =
            new TreeMap<>(Map.of("contents", "write", "metadata", "read", "pull_requests", "write"));
    private static final Map<String, String> FILES = Map.of("contents", "read", "metadata", "read");
    private final Map<String, String> wanted;
    private final GitHubCalls calls;
    private final AppAuthentication app;
    private final InstantSource clock;
    private final BoundedCache<Key, Slot> slots = new BoundedCache<>(10_000, slot -> 1);

    InstallationTokens(GitHubCalls calls, AppAuthentication app, InstantSource clock) {
        this(calls, app, clock, NEEDED);
    }

    /** Of the few that may merge; where the App may not, there are none. */
    static InstallationTokens merging(GitHubCalls calls, AppAuthentication app, InstantSource clock) {
        return new InstallationTokens(calls, app, clock, MERGING);
    }

    private InstallationTokens(
            GitHubCalls calls, AppAuthentication app, InstantSource clock, Map<String, String> wanted) {
        this.wanted = wanted;
        this.calls = calls;
        this.app = app;
        this.clock = clock;
    }

    private record Key(long installation, long repository) {}

    private record Token(String text, Instant expires) {}

    private static final class Slot {
        final ReentrantLock lock = new ReentrantLock();

        @Nullable
        Token token;
    }

    String token(Repository repository) {
        Slot slot = slot(repository);
        slot.lock.lock();
        try {
            Token token = slot.token;
            if (token == null || !clock.instant().isBefore(token.expires().minus(MARGIN))) {
                token = fetch(repository);
                slot.token = token;
            }
            return token.text();
        } finally {
            slot.lock.unlock();
        }
    }

    /** GitHub refused this token: it was revoked, or the installation's permissions changed. */
    void drop(Repository repository, String refused) {
        Slot slot = slot(repository);
        slot.lock.lock();
        try {
            if (slot.token != null && slot.token.text().equals(refused)) {
                slot.token = null;
            }
        } finally {
            slot.lock.unlock();
        }
    }

    private synchronized Slot slot(Repository repository) {
        Key key = new Key(repository.installation(), repository.id());
        Slot slot = slots.get(key);
        if (slot == null) {
            slot = new Slot();
            slots.put(key, slot);
        }
        return slot;
    }

    private Token fetch(Repository repository) {
        Call narrow = call(repository, narrowed(repository, wanted));
        Answer answer;
        try {
            answer = app.send(calls, narrow);
        } catch (Outside.Refused e) {
            if (wanted == MERGING) {
                throw new Outside.Refused(
                        "The GitHub App may not merge here: " + e.getMessage(),
                        "Give it the permissions Contents: write and Pull requests: write and accept them in the"
                                + " installation (docs/permissions.md says what else that means), or set"
                                + " `merge: manual`.");
            }
            if (repository.id() == 0) {
                throw e; // Less could not be asked for; the App is not installed on that repository.
            }
            // 422: the installation has not accepted every permission. What it has may do for planning.
            LOG.warnf(
                    "installation %d gives no token with all that Tidegate asks for: %s. %s",
                    repository.installation(), e.getMessage(), e.remedy());
            answer = app.send(calls, call(repository, narrowed(repository, Map.of())));
        }
        if (!answer.ok()) {
            throw calls.refused(narrow, answer);
        }
        try {
            JsonNode body = Fields.parse(answer.body());
            return new Token(Fields.text(body, "token"), Fields.instant(body, "expires_at"));
        } catch (Fields.Unfit e) {
            throw new Outside.Unavailable("GitHub's answer to " + narrow + " cannot be read: " + e.getMessage(), null);
        }
    }

    /** Of the organisation's own repository, whose id nobody knows (0), a token reads the files and no more. */
    private static Map<String, ?> narrowed(Repository repository, Map<String, String> permissions) {
        if (repository.id() == 0) {
            return Map.of("repositories", List.of(repository.name()), "permissions", FILES);
        }
        return permissions.isEmpty()
                ? Map.of("repository_ids", List.of(repository.id()))
                : Map.of("repository_ids", List.of(repository.id()), "permissions", permissions);
    }

    private Call call(Repository repository, Map<String, ?> wanted) {
        return new Call(
                "POST",
                calls.api("/app/installations/" + repository.installation() + "/access_tokens"),
                "app",
                "",
                null,
                Fields.write(wanted));
    }
}
