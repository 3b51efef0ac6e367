package io.tidegate.github;

import io.tidegate.flow.Outside;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What GitHub's refusals mean. A 403 may be a permission, a primary or a secondary limit: headers decide, then words. */
final class Faults {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration SECONDARY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private final InstantSource clock;

    Faults(InstantSource clock) {
        this.clock = clock;
    }

    /** The exception for an answer that is no success. */
    Outside of(Call call, Answer answer) {
        int status = answer.status();
        String said = said(answer);
        String what = "GitHub answered " + status + " to " + call + (said.isEmpty() ? "" : ": " + said);
        if (status >= 500) {
            return new Outside.Unavailable(what, retryAfter(answer));
        }
        if (status == 429 || status == 403 && limited(answer, said)) {
            return new Outside.Limited(what, wait(answer));
        }
        return new Outside.Refused(what, remedy(status, answer, said));
    }

    /** GraphQL tells of its limit in a success, with errors; what it says to be left need not be nothing then. */
    Outside.Limited points(Call call, Answer answer, String said) {
        Duration told = retryAfter(answer);
        return new Outside.Limited(
                "GitHub answered to " + call + ": " + said, told == null ? untilReset(answer) : told);
    }

    private static boolean limited(Answer answer, String said) {
        String words = said.toLowerCase(Locale.ROOT);
        return answer.header("Retry-After").isPresent()
                || answer.header("X-RateLimit-Remaining").orElse("").equals("0")
                || words.contains("rate limit")
                || words.contains("abuse detection");
    }

    private Duration wait(Answer answer) {
        Duration told = retryAfter(answer);
        if (told != null) {
            return told;
        }
        return answer.header("X-RateLimit-Remaining").orElse("").equals("0") ? untilReset(answer) : SECONDARY;
    }

    private Duration untilReset(Answer answer) {
        long reset = number(answer, "X-RateLimit-Reset");
        if (reset <= 0) {
            return SECONDARY;
        }
        // Both by GitHub's clock, where it tells the time: ours may be wrong by minutes.
        Instant now = answer.date().orElseGet(clock::instant);
        Duration until = Duration.between(now, Instant.ofEpochSecond(reset));
        return until.compareTo(SOON) < 0 ? SOON : shorter(until);
    }

    private static @Nullable Duration retryAfter(Answer answer) {
        long seconds = number(answer, "Retry-After");
        return seconds < 0 ? null : shorter(Duration.ofSeconds(seconds));
    }

    private static Duration shorter(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }

    private static long number(Answer answer, String header) {
        String text = answer.header(header).orElse("");
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : -1;
    }

    private static String remedy(int status, Answer answer, String said) {
        String needed = answer.header("X-Accepted-GitHub-Permissions")
                .map(text -> text.replaceAll("[^a-z0-9_=,; ]", ""))
                .orElse("");
        if (status == 403 && said.contains("has been suspended")) {
            return "An owner of the organisation or account unsuspends the GitHub App in its settings.";
        }
        String words = said.toLowerCase(Locale.ROOT);
        if (words.contains("is locked") || words.contains("conversation was locked")) {
            return "Somebody who may write unlocks the conversation of the pull request.";
        }
        if (words.contains("archived")) {
            return "An administrator unarchives the repository: until then nothing can be written there.";
        }
        return switch (status) {
            case 401 ->
                "Check tidegate.github.app-id and tidegate.github.private-key, and that this machine's clock is right.";
            case 403 ->
                needed.isEmpty()
                        ? "Give the GitHub App the permission for this and accept it in the installation; see app-manifest.yml."
                        : "Give the GitHub App the permission " + needed + " and accept it in the installation.";
            case 404 -> "Check that it still exists and that the GitHub App is installed on the repository.";
            case 301, 302, 307, 308 ->
                "The repository was renamed or moved: the next event from GitHub brings its new name.";
            default -> "Look at GitHub's message; if it is unclear, open an issue about Tidegate with it.";
        };
    }

    private static String said(Answer answer) {
        try {
            return plain(Fields.parse(answer.body()).path("message").asText(""));
        } catch (Fields.Unfit e) {
            return "";
        }
    }

    /** What GitHub said, as one bounded line. */
    static String plain(String said) {
        String line = said.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
