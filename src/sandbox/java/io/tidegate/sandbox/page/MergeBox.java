package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.github.Shown.Checked;
import io.tidegate.sandbox.github.Shown.Status;
import io.tidegate.sandbox.page.People.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The box under the conversation: checks of the head, whether the pull request can be merged, and the buttons. */
record MergeBox(Sandbox sandbox) {
    Html of(Pull pull, Actor actor) {
        List<String> required = repo().requiredChecks(pull.baseRef());
        List<Checked> checks = repo().shown().checks(pull.headSha());
        List<Status> statuses = repo().shown().statuses(pull.headSha());
        List<Html> rows = new ArrayList<>();
        checks.forEach(check -> rows.add(CheckState.row(pull, check, required)));
        statuses.forEach(status -> rows.add(CheckState.row(status, required)));
        required.stream()
                .filter(name ->
                        checks.stream().noneMatch(check -> check.check().name().equals(name)))
                .filter(name ->
                        statuses.stream().noneMatch(status -> status.context().equals(name)))
                .forEach(name -> rows.add(CheckState.expected(name)));
        return Html.of(
                """
                <section class="box merge %s" id="checks" aria-label="Checks and merging">
                <h2>%s</h2>
                <ul class="checks">%s</ul>
                %s
                </section>
                """,
                pull.merged() ? "is-merged" : obstacle(pull).isPresent() ? "is-blocked" : "is-free",
                CheckState.headline(checks, statuses),
                rows,
                pull.merged() ? merged(pull) : pull.open() ? open(pull, actor) : closed(pull));
    }

    private Optional<String> obstacle(Pull pull) {
        return pull.open() ? repo().mergeObstacle(pull.number()) : Optional.of("closed");
    }

    private Repo repo() {
        return sandbox.repository();
    }

    private Html merged(Pull pull) {
        boolean branch = repo().shown().hasBranch(pull.headRef());
        return Html.of(
                """
                <div class="merging"><p class="merged">%s Merged as <code>%s</code>.</p>
                <p class="quiet">%s</p>%s</div>
                """,
                Icon.MERGE.html(),
                PullPage.shortened(pull.mergeCommitSha()),
                branch
                        ? "The branch " + pull.headRef() + " can be deleted."
                        : "The branch " + pull.headRef() + " was deleted.",
                Html.when(
                        branch, "<div class=\"buttons\">%s</div>", button(pull, "delete-branch", "Delete branch", "")));
    }

    private Html closed(Pull pull) {
        boolean branch = repo().shown().hasBranch(pull.headRef());
        return Html.of(
                """
                <div class="merging"><p><strong>Closed without being merged.</strong>%s</p>
                <div class="buttons">%s%s</div></div>
                """,
                branch ? "" : " The branch " + pull.headRef() + " was deleted.",
                Html.when(branch, "%s", button(pull, "reopen", "Reopen pull request", "")),
                Html.when(branch, "%s", button(pull, "delete-branch", "Delete branch", "")));
    }

    private Html open(Pull pull, Actor actor) {
        Optional<String> obstacle = obstacle(pull);
        boolean behind = repo().shown().behind(pull.number());
        Html reason = obstacle.isPresent()
                ? Html.of("<p class=\"blocked\">%s %s</p>", Icon.STOP.html(), obstacle.get())
                : Html.of(
                        "<p class=\"mergeable\">%s This branch has no conflicts with %s.</p>",
                        Icon.CHECK.html(), pull.baseRef());
        return Html.of(
                """
                <div class="merging">
                %s
                %s
                <div class="buttons">%s%s%s%s</div>
                <p class="quiet">%s</p>
                </div>
                """,
                reason,
                Html.when(behind, "<p>This branch is out of date with %s.</p>", pull.baseRef()),
                button(
                        pull,
                        "merge",
                        "Merge pull request",
                        obstacle.isPresent()
                                ? "id=\"merge\" class=\"primary\" disabled"
                                : "id=\"merge\" class=\"primary\""),
                Html.when(behind, "%s", button(pull, "update", "Update branch", "")),
                pull.draft()
                        ? button(pull, "ready", "Ready for review", "")
                        : button(pull, "draft", "Convert to draft", ""),
                button(pull, "close", "Close pull request", ""),
                "These buttons act as " + actor.name() + ".");
    }

    /** @param attributes of ours, never of anybody else's */
    private static Html button(Pull pull, String act, String label, String attributes) {
        return Html.of(
                "<form method=\"post\" action=\"/pull/%s/%s\"><button %s>%s</button></form>",
                pull.number(), act, new Html(attributes), label);
    }
}
