package io.tidegate.sandbox.page;

import io.tidegate.sandbox.github.Happening;
import io.tidegate.sandbox.github.Happening.BranchDeleted;
import io.tidegate.sandbox.github.Happening.Closed;
import io.tidegate.sandbox.github.Happening.Committed;
import io.tidegate.sandbox.github.Happening.Deployed;
import io.tidegate.sandbox.github.Happening.Drafted;
import io.tidegate.sandbox.github.Happening.ForcePushed;
import io.tidegate.sandbox.github.Happening.Merged;
import io.tidegate.sandbox.github.Happening.Opened;
import io.tidegate.sandbox.github.Happening.Reopened;
import io.tidegate.sandbox.github.Happening.Retargeted;
import io.tidegate.sandbox.github.Happening.Retitled;
import io.tidegate.sandbox.github.Happening.ReviewDismissed;
import io.tidegate.sandbox.github.Repo.Pull;

/** One line of the timeline that is neither a comment nor a review. */
record HappeningRow(Pull pull) {
    Html of(Happening happening) {
        return switch (happening) {
            case Opened opened ->
                Html.of("""
                        <li class="comment" id="opened">%s
                        <div class="bubble"><div class="head">%s opened this pull request %s <span class="badge">author</span></div>
                        <div class="markdown"><p><em class="quiet">No description provided.</em></p></div></div></li>
                        """, People.avatar(opened.by()), People.name(opened.by()), Frame.time(opened.at()));
            case Committed commit ->
                Html.of(
                        """
                        <li class="event commit"><span class="dot">%s</span>
                        <p>%s <a href="/pull/%s/commits#c-%s">%s</a> <code>%s</code></p></li>
                        """,
                        Icon.COMMIT.html(),
                        People.avatar(commit.by()),
                        pull.number(),
                        commit.sha(),
                        commit.subject(),
                        PullPage.shortened(commit.sha()));
            case ForcePushed pushed ->
                row(
                        pushed,
                        "pushed",
                        Icon.LIFT,
                        Html.of(
                                "force-pushed the branch from <code>%s</code> to <code>%s</code>",
                                PullPage.shortened(pushed.before()), PullPage.shortened(pushed.after())));
            case Merged merged ->
                row(
                        merged,
                        "merged",
                        Icon.MERGE,
                        Html.of(
                                "merged commit <code>%s</code> into <code>%s</code>",
                                PullPage.shortened(merged.sha()), merged.base()));
            case Closed closed -> row(closed, "closed", Icon.CROSS, Html.of("closed this"));
            case Reopened reopened -> row(reopened, "reopened", Icon.PULL, Html.of("reopened this"));
            case Retitled retitled ->
                row(
                        retitled,
                        "",
                        Icon.PENCIL,
                        Html.of("changed the title <del>%s</del> <strong>%s</strong>", retitled.from(), retitled.to()));
            case Retargeted retargeted ->
                row(
                        retargeted,
                        "",
                        Icon.BRANCH,
                        Html.of(
                                "changed the base branch from <code>%s</code> to <code>%s</code>",
                                retargeted.from(), retargeted.to()));
            case Drafted drafted ->
                row(
                        drafted,
                        "",
                        Icon.PULL,
                        Html.of(
                                drafted.draft()
                                        ? "marked this pull request as draft"
                                        : "marked this pull request as ready for review"));
            case ReviewDismissed dismissed ->
                row(
                        dismissed,
                        "",
                        Icon.SLASHED,
                        Html.of("dismissed the review of %s", People.name(dismissed.reviewer())));
            case BranchDeleted deleted ->
                row(deleted, "", Icon.TRASH, Html.of("deleted the branch <code>%s</code>", deleted.branch()));
            case Deployed deployed ->
                row(
                        deployed,
                        "",
                        Icon.LIFT,
                        Html.of(
                                "deployed to <strong>%s</strong> <span class=\"badge state-%s\">%s</span>",
                                deployed.environment(),
                                deployed.state(),
                                deployed.state().replace('_', ' ')));
        };
    }

    private static Html row(Happening happening, String kind, Icon icon, Html what) {
        return Html.of(
                """
                <li class="event %s"><span class="dot">%s</span><p>%s %s %s %s</p></li>
                """,
                kind,
                icon.html(),
                People.avatar(happening.by()),
                People.name(happening.by()),
                what,
                Frame.time(happening.at()));
    }
}
