package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns answers that are no success into our own words. */
final class Failures {
    private static final int LONGEST_DETAIL = 300;
    private static final String STILL_PROCESSING = "still being processed";

    private Failures() {}

    static Outside of(String doing, Answer answer) {
        String details = details(answer);
        String what = "Tidegate could not " + doing + ": HCP Terraform answered " + answer.status()
                + (details.isEmpty() ? "." : " (" + details + ").");
        return switch (answer.status()) {
            case 401 ->
                new Outside.Refused(
                        "Tidegate could not " + doing + ": HCP Terraform does not accept the token.",
                        "Have the operator replace tidegate.terraform.token: it is wrong, expired or revoked.");
            case 403 -> new Outside.Refused(what, "Give the token's team the permission for it in HCP Terraform.");
            case 404 ->
                new Outside.Refused(
                        "Tidegate could not " + doing + ": it does not exist, or the token may not see it.",
                        "Check the name, and that the token's team has access in HCP Terraform"
                                + " (which answers 404 to whatever a token may not do).");
            case 422 ->
                details.contains(STILL_PROCESSING)
                        ? new Outside.Unavailable(what, Duration.ofSeconds(2))
                        : new Outside.Refused(what, "Correct what HCP Terraform names, then try again.");
            case 408, 425 -> new Outside.Unavailable(what, wait(answer));
            case 429 -> limited(what, wait(answer));
            default ->
                answer.status() >= 500
                        ? new Outside.Unavailable(what, wait(answer))
                        : new Outside.Refused(what, "Look at the workspace in HCP Terraform, then try again.");
        };
    }

    static Outside of(String doing, Exception failure) {
        // Its message may hold an address that is a secret; its kind is enough to look further.
        return new Outside.Unavailable(
                "Tidegate could not " + doing + ": HCP Terraform did not answer ("
                        + failure.getClass().getSimpleName() + ").",
                null);
    }

    private static Outside limited(String what, @Nullable Duration wait) {
        return wait == null ? new Outside.Unavailable(what, null) : new Outside.Limited(what, wait);
    }

    /** Both headers may be there: the reset is in seconds as a decimal number. */
    private static @Nullable Duration wait(Answer answer) {
        return seconds(answer, "Retry-After")
                .or(() -> seconds(answer, "X-RateLimit-Reset"))
                .orElse(null);
    }

    private static Optional<Duration> seconds(Answer answer, String header) {
        return answer.headers().firstValue(header).flatMap(text -> {
            try {
                double seconds = Double.parseDouble(text);
                return seconds >= 0 && seconds <= 86_400
                        ? Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)))
                        : Optional.empty();
            } catch (NumberFormatException date) {
                return Optional.empty(); // Retry-After may be a date, which HCP Terraform does not send.
            }
        });
    }

    /** The details of a JSON:API error; titles where there are none, and plain strings as some servers send them. */
    static String details(Answer answer) {
        List<String> details = new ArrayList<>();
        try {
            JsonNode errors = Json.tree(answer.body()).path("errors");
            for (JsonNode error : errors) {
                JsonNode detail = error.path("detail").isTextual() ? error.path("detail") : error.path("title");
                details.add(error.isTextual() ? error.asText() : detail.asText(""));
            }
        } catch (IOException notJson) {
            return ""; // A proxy's page, for example: nothing that could be quoted.
        }
        return Lines.clean(String.join("; ", details), LONGEST_DETAIL);
    }
}
