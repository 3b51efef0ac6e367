package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.github.Shown.Committed;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.List;

/** The commits of a pull request, oldest first. */
record CommitsPage(Sandbox sandbox, Frame frame, PullPage pulls) {
    Response commits(Request request) {
        Pull pull = pulls.pull(request);
        List<Html> rows = sandbox.repository().shown().commits(pull.number()).stream()
                .map(CommitsPage::row)
                .toList();
        return frame.page(
                request,
                "Commits of #" + pull.number(),
                Html.of(
                        "%s%s",
                        pulls.top(pull, "commits"),
                        Frame.part("commits", Html.of("<ol class=\"box rows\">%s</ol>", rows))));
    }

    private static Html row(Committed commit) {
        return Html.of(
                """
                <li id="c-%s"><span class="what"><strong>%s</strong><br>
                <span class="quiet">%s %s committed %s</span></span> <code>%s</code></li>
                """,
                commit.sha(),
                commit.subject(),
                People.avatar(commit.by()),
                People.name(commit.by()),
                Frame.time(commit.at()),
                PullPage.shortened(commit.sha()));
    }
}
