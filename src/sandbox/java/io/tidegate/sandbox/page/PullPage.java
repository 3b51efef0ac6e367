package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.List;

/** The list of pull requests, and one of them as one would take it for GitHub's. */
record PullPage(Sandbox sandbox, Frame frame) {
    /** A commit as people write it. */
    static String shortened(String sha) {
        return sha.length() > 7 ? sha.substring(0, 7) : sha;
    }

    Response list(Request request) {
        List<Html> rows = sandbox.repository().pullRequests().reversed().stream()
                .map(pull -> Html.of(
                        "<li>%s <a href=\"/pull/%s\"><strong>%s</strong></a> <span class=\"quiet\">#%s by %s</span></li>",
                        state(pull), pull.number(), pull.title(), pull.number(), pull.author()))
                .toList();
        Html list = rows.isEmpty()
                ? Html.of("<p>No pull request is open. Push an edit to a branch of your own below to open one.</p>")
                : Html.of("<ul class=\"pulls\">%s</ul>", rows);
        return frame.page(
                "Pull requests",
                Html.of(
                        "<h1>Pull requests</h1>%s%s",
                        Frame.part("pulls", list), new FilesPage(sandbox, frame).opening()));
    }

    Response conversation(Request request) {
        Pull pull = pull(request);
        Conversation conversation = new Conversation(sandbox);
        if (request.query("only").filter("summary"::equals).isPresent()) {
            return frame.bare(pull.title(), conversation.living(pull));
        }
        return frame.page(
                pull.title() + " #" + pull.number(),
                Html.of(
                        """
                %s
                %s
                <form id="act" method="post" class="box act">%s <span class="quiet">for merging, closing and reopening</span></form>
                %s
                %s
                """,
                        top(pull, "conversation"),
                        Frame.part("timeline", conversation.timeline(pull)),
                        frame.as("act-as", "lee"),
                        Frame.part("checks", new ChecksBox(sandbox).of(pull)),
                        forms(pull)));
    }

    /** Title, state and tabs. */
    static Html top(Pull pull, String tab) {
        Html head = Html.of(
                """
                <h1>%s <span class="quiet">#%s</span></h1>
                <p class="about">%s <strong>%s</strong> wants to merge <code>%s</code> at <code>%s</code> into <code>%s</code></p>
                """,
                pull.title(),
                pull.number(),
                state(pull),
                pull.author(),
                pull.headRef(),
                shortened(pull.headSha()),
                pull.baseRef());
        return Html.of(
                """
                %s
                <nav class="tabs" aria-label="Pull request">
                <a href="/pull/%s"%s>Conversation</a>
                <a href="/pull/%s/files"%s>Files changed</a>
                </nav>
                """,
                Frame.part("head", head),
                pull.number(),
                current(tab.equals("conversation")),
                pull.number(),
                current(tab.equals("files")));
    }

    private static Html current(boolean current) {
        return Html.when(current, " aria-current=\"page\"");
    }

    private static Html state(Pull pull) {
        String state = pull.merged() ? "Merged" : !pull.open() ? "Closed" : pull.draft() ? "Draft" : "Open";
        return Html.of("<span class=\"pull-state %s\">%s</span>", state, state);
    }

    private Html forms(Pull pull) {
        return Html.of("""
                <section class="two">
                <form class="box" method="post" action="/pull/%s/comment">
                <h2>Add a comment</h2>
                <p>%s</p>
                <label for="comment-body">Comment or command, such as <code>/apply dev</code> or <code>/help</code></label>
                <textarea id="comment-body" name="body" rows="4" required></textarea>
                <p class="buttons"><button class="primary">Comment</button></p>
                </form>
                <form class="box" method="post" action="/pull/%s/review">
                <h2>Review</h2>
                <p>%s</p>
                <label for="review-body">Words with it</label>
                <textarea id="review-body" name="body" rows="4"></textarea>
                <p class="buttons">
                <button class="primary" name="event" value="APPROVE">Approve</button>
                <button name="event" value="REQUEST_CHANGES">Request changes</button>
                <button name="event" value="COMMENT">Comment only</button>
                </p>
                </form>
                </section>
                """, pull.number(), frame.as("comment-as", "lee"), pull.number(), frame.as("review-as", "ann"));
    }

    Pull pull(Request request) {
        int number = request.number("number");
        return sandbox.repository().pullRequests().stream()
                .filter(pull -> pull.number() == number)
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "There is no pull request #" + number + "."));
    }
}
