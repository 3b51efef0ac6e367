package io.tidegate.sandbox.page;

import io.tidegate.sandbox.github.Repo.Check;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.github.Shown.Checked;
import io.tidegate.sandbox.github.Shown.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A check as a line: its state in a drawing, a colour and words, its name, and what it says of itself. */
final class CheckState {
    private CheckState() {}

    /** The conclusion, or what it does while there is none. */
    static String word(Check check) {
        return check.conclusion() == null ? check.status() : check.conclusion();
    }

    static Html icon(String state) {
        Icon icon = switch (state) {
            case "success" -> Icon.CHECK;
            case "failure", "error", "timed_out", "startup_failure" -> Icon.CROSS;
            case "neutral" -> Icon.SQUARE;
            case "skipped", "cancelled", "stale" -> Icon.SLASHED;
            case "action_required" -> Icon.WARNING;
            default -> Icon.DOT;
        };
        return Html.of(
                "<span class=\"check %s\">%s<span class=\"hidden\">%s</span></span>",
                state, icon.html(), state.replace('_', ' '));
    }

    static Html row(Pull pull, Checked checked, List<String> required) {
        Check check = checked.check();
        return Html.of(
                """
                <li>%s <span class="what"><strong>%s</strong> <span class="quiet">%s</span></span> %s
                <a href="/pull/%s/checks/%s">Details<span class="hidden"> of %s</span></a></li>
                """,
                icon(word(check)),
                check.name(),
                check.title() == null ? word(check).replace('_', ' ') : check.title(),
                needed(check.name(), required),
                pull.number(),
                check.id(),
                check.name());
    }

    static Html row(Status status, List<String> required) {
        return Html.of(
                "<li>%s <span class=\"what\"><strong>%s</strong> <span class=\"quiet\">%s</span></span> %s</li>",
                icon(status.state()),
                status.context(),
                status.description().isEmpty() ? status.state() : status.description(),
                needed(status.context(), required));
    }

    static Html expected(String name) {
        return Html.of("""
                <li>%s <span class="what"><strong>%s</strong> expected <span class="quiet">waiting for it to be reported</span></span>
                <span class="badge">required</span></li>
                """, icon("expected"), name);
    }

    private static Html needed(String name, List<String> required) {
        return Html.when(required.contains(name), "<span class=\"badge\">required</span>");
    }

    /** One sentence about all of them. */
    static Html headline(List<Checked> checks, List<Status> statuses) {
        List<String> states = Stream.concat(
                        checks.stream().map(checked -> word(checked.check())),
                        statuses.stream().map(Status::state))
                .toList();
        List<String> counts = new ArrayList<>();
        count(counts, states, "failing", "failure", "error", "timed_out", "startup_failure", "action_required");
        count(counts, states, "cancelled", "cancelled", "stale");
        count(counts, states, "in progress", "in_progress", "pending");
        count(counts, states, "queued", "queued", "waiting", "requested");
        count(counts, states, "neutral", "neutral");
        count(counts, states, "skipped", "skipped");
        count(counts, states, "successful", "success");
        String verdict = states.isEmpty()
                ? "No checks yet"
                : states.stream()
                                .anyMatch(
                                        List.of("failure", "error", "timed_out", "action_required", "cancelled")
                                                ::contains)
                        ? "Some checks were not successful"
                        : states.stream().allMatch(List.of("success", "neutral", "skipped")::contains)
                                ? "All checks have passed"
                                : "Some checks haven't completed yet";
        return Html.of(
                "%s <span class=\"quiet\">%s</span>",
                verdict,
                counts.isEmpty() ? "" : String.join(", ", counts) + (states.size() == 1 ? " check" : " checks"));
    }

    private static void count(List<String> counts, List<String> states, String name, String... words) {
        long count = states.stream().filter(List.of(words)::contains).count();
        if (count > 0) {
            counts.add(count + " " + name);
        }
    }
}
