package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo.Check;
import io.tidegate.sandbox.github.Repo.Pull;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The box under the conversation: checks of the head, whether the pull request can be merged, and the buttons. */
record ChecksBox(Sandbox sandbox) {
    Html of(Pull pull) {
        List<String> required = sandbox.repository().requiredChecks(pull.baseRef());
        List<Check> checks = sandbox.repository().checkRuns(pull.headSha()).stream()
                .sorted(Comparator.comparing(Check::name))
                .toList();
        Html list = checks.isEmpty()
                ? Html.of(
                        "<p class=\"quiet\">No checks yet for <code>%s</code>.</p>", PullPage.shortened(pull.headSha()))
                : Html.of(
                        "<ul>%s</ul>",
                        checks.stream().map(check -> row(check, required)).toList());
        List<Html> missing = required.stream()
                .filter(name -> checks.stream().noneMatch(check -> check.name().equals(name)))
                .map(name ->
                        Html.of("<li>⏳ <strong>%s</strong> expected <span class=\"badge\">required</span></li>", name))
                .toList();
        return Html.of("""
                <section class="box" id="checks" aria-label="Checks and merging">
                <h2>Checks</h2>
                %s
                %s
                %s
                </section>
                """, list, Html.when(!missing.isEmpty(), "<ul>%s</ul>", missing), merge(pull));
    }

    private static Html row(Check check, List<String> required) {
        Html texts = Html.of("<div class=\"markdown\">%s%s</div>", rendered(check.summary()), rendered(check.text()));
        return Html.of(
                """
                <li><details>
                <summary><span class="check %s" title="%s">%s</span> <strong>%s</strong> — %s%s</summary>
                %s
                </details></li>
                """,
                state(check),
                state(check),
                icon(check),
                check.name(),
                check.title() == null ? state(check) : check.title(),
                Html.when(required.contains(check.name()), " <span class=\"badge\">required</span>"),
                texts);
    }

    private static Html rendered(String markdown) {
        return markdown == null ? Html.NOTHING : CommentMarkdown.render(markdown);
    }

    private static String state(Check check) {
        return check.conclusion() == null ? check.status() : check.conclusion();
    }

    private static String icon(Check check) {
        return switch (state(check)) {
            case "success" -> "✓";
            case "failure", "timed_out", "startup_failure" -> "✕";
            case "neutral", "skipped" -> "■";
            case "cancelled", "stale" -> "⊘";
            case "action_required" -> "!";
            default -> "●";
        };
    }

    /** The buttons belong to the form {@code act} of the page, which holds who acts. */
    private Html merge(Pull pull) {
        if (pull.merged()) {
            return Html.of(
                    "<p class=\"merged\">Merged as <code>%s</code>.</p>", PullPage.shortened(pull.mergeCommitSha()));
        }
        String path = "/pull/" + pull.number();
        if (!pull.open()) {
            return Html.of(
                    "<p>Closed without being merged. <button form=\"act\" formaction=\"%s/reopen\">Reopen pull request</button></p>",
                    path);
        }
        Optional<String> obstacle = sandbox.repository().mergeObstacle(pull.number());
        return Html.of(
                """
                <p class="%s">%s</p>
                <p class="buttons">
                <button class="primary" id="merge" form="act" formaction="%s/merge"%s>Merge pull request</button>
                <button form="act" formaction="%s/close">Close pull request</button>
                </p>
                """,
                obstacle.isPresent() ? "blocked" : "mergeable",
                obstacle.orElse("This branch has no conflicts with " + pull.baseRef() + "."),
                path,
                Html.when(obstacle.isPresent(), " disabled"),
                path);
    }
}
