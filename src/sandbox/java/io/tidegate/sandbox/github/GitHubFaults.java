package io.tidegate.sandbox.github;

import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.Strike;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** GitHub's refusals, in its words and with its headers: as strikes of a fault, and as answers to limits really reached. */
public final class GitHubFaults {
    static final String SUSPENDED = "This installation has been suspended";
    static final String BAD_CREDENTIALS = "Bad credentials";
    static final String NO_PERMISSION = "Resource not accessible by integration";

    private GitHubFaults() {}

    /** The hour's quota is used up. @param resetIn until there is a new one */
    public static Strike primaryLimit(Duration resetIn) {
        return primaryLimit(403, resetIn);
    }

    /** @param status 403 or 429 */
    public static Strike primaryLimit(int status, Duration resetIn) {
        return new Strike.Refuse(
                status, primaryWords("4711"), primaryHeaders(Instant.now().plus(resetIn)));
    }

    /** Too much at once. */
    public static Strike secondaryLimit(Duration retryAfter) {
        return secondaryLimit(403, retryAfter);
    }

    /** @param status 403 or 429 */
    public static Strike secondaryLimit(int status, Duration retryAfter) {
        return new Strike.Refuse(status, secondaryWords(), Map.of("Retry-After", seconds(retryAfter)));
    }

    /** As GitHub answers now and then: only the words tell it from a missing permission. */
    public static Strike secondaryLimitWithoutHeader() {
        return Strike.refuse(403, secondaryWords());
    }

    /** @param permission what would be needed, for example {@code checks=write} */
    public static Strike noPermission(String permission) {
        return new Strike.Refuse(403, NO_PERMISSION, Map.of("X-Accepted-GitHub-Permissions", permission));
    }

    public static Strike badCredentials() {
        return Strike.refuse(401, BAD_CREDENTIALS);
    }

    public static Strike suspended() {
        return Strike.refuse(403, SUSPENDED);
    }

    static Response primary(int status, String installation, Instant reset) {
        return with(Answers.error(status, primaryWords(installation)), primaryHeaders(reset));
    }

    /** The hour's points of GraphQL are used up. */
    static Response points(String installation, Instant reset) {
        return with(
                GraphQl.error(
                        "RATE_LIMIT", "API rate limit already exceeded for installation ID " + installation + "."),
                primaryHeaders(reset));
    }

    /** @param retryAfter null where GitHub does not say */
    static Response secondary(int status, Duration retryAfter) {
        Response refused = Answers.error(status, secondaryWords());
        return retryAfter == null ? refused : refused.with("Retry-After", seconds(retryAfter));
    }

    private static Response with(Response response, Map<String, String> headers) {
        Response complete = response;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            complete = complete.with(header.getKey(), header.getValue());
        }
        return complete;
    }

    private static Map<String, String> primaryHeaders(Instant reset) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Remaining", "0");
        headers.put("X-RateLimit-Reset", String.valueOf(reset.getEpochSecond()));
        return headers;
    }

    private static String primaryWords(String installation) {
        return "API rate limit exceeded for installation ID " + installation + ".";
    }

    private static String secondaryWords() {
        return "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.toSeconds()));
    }
}
