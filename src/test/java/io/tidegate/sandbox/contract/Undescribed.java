package io.tidegate.sandbox.contract;

import io.tidegate.sandbox.http.Exchange;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What GitHub does without describing it: the only exceptions that {@link GitHubJudge} makes. */
final class Undescribed {
    /** Asked for by Accept; in the description's prose only. */
    static final Set<String> RAW = Set.of(
            "application/vnd.github.raw",
            "application/vnd.github.raw+json",
            "application/vnd.github.sha",
            "application/vnd.github.diff",
            "application/vnd.github.patch");

    /** Pictures, pages and archives, which are not the API, and GraphQL, which has a schema of its own. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("/avatars/.*|/|/favicon\\.ico|/graphql|/[^/]+/[^/]+/legacy\\.tar\\.gz/.*"
                    + "|(/organizations/[^/]+)?/settings/apps/.*");

    private static final Pattern BY_ID = Pattern.compile("^/repositories/\\d+");
    private static final Pattern TEAM_BY_ID = Pattern.compile("^/organizations/\\d+/team/\\d+");
    private static final Pattern ROOT = Pattern.compile("^(/repos/[^/]+/[^/]+/(contents|tarball))/?$");

    /** Errors repeat their status; some schemas of errors know, some do not. */
    private static final Pattern FIELDS = Pattern.compile("/status");

    /**
     * The list of installations, unlike a single one, is described by a copy that wants each account to be a user and an
     * enterprise at once, which none can be, and that lacks a permission.
     */
    private static final Pattern MISTAKES = Pattern.compile("/\\*/(permissions/merge_queues is not described"
            + "|account/user_view_type is not described"
            + "|account required property '(name|slug|created_at|updated_at)' not found)");

    /** A fork that was deleted leaves its pull requests without a head's repository. */
    private static final Pattern DELETED_FORK = Pattern.compile("(/\\*)?/head/repo null found, object expected");

    private Undescribed() {}

    static boolean mistaken(String operation, String violation) {
        return DELETED_FORK.matcher(violation).matches()
                || operation.equals("GET /app/installations")
                        && MISTAKES.matcher(violation).matches();
    }

    static boolean elsewhere(String path) {
        return ELSEWHERE.matcher(path).matches();
    }

    static boolean field(int status, String place) {
        return status >= 400 && FIELDS.matcher(place).matches();
    }

    /**
     * Links of GitHub's own name repositories and teams by id, by routes that nothing else tells of; the root of a
     * repository has no path, and the default branch needs no name.
     */
    static String path(String asked) {
        String path = BY_ID.matcher(asked).replaceFirst("/repos/owner/name");
        path = TEAM_BY_ID.matcher(path).replaceFirst("/orgs/organization/teams/team");
        return ROOT.matcher(path).replaceFirst("$1/root");
    }

    /** Any GET may be asked whether something has changed; few say so. */
    static boolean unchanged(Exchange exchange) {
        return exchange.response().status() == 304
                && exchange.response().body().length == 0
                && exchange.request().method().equals("GET")
                && exchange.request().header("If-None-Match").isPresent();
    }

    /** The schema of an error that any operation may answer with, and hardly one lists. */
    static Optional<String> error(int status) {
        return switch (status) {
            // Whatever is asked of a repository under the name that it had before.
            case 301, 307 -> Optional.of("basic-error");
            case 400, 401, 403, 404, 406, 409, 413, 415, 429, 500, 502, 503, 504 -> Optional.of("basic-error");
            case 422 -> Optional.of("validation-error");
            default -> Optional.empty();
        };
    }
}
