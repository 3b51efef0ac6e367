package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.git.FileChange;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.page.People.Actor;
import java.util.List;
import java.util.TreeSet;

/** A pull request as one would take it for GitHub's: what is above its tabs, and its conversation. */
record PullPage(Sandbox sandbox, Frame frame) {
    /** A commit as people write it. */
    static String shortened(String sha) {
        return sha.length() > 7 ? sha.substring(0, 7) : sha;
    }

    Response conversation(Request request) {
        Pull pull = pull(request);
        Timeline timeline = new Timeline(sandbox, words());
        if (request.query("only").filter("summary"::equals).isPresent()) {
            return frame.bare(pull.title(), timeline.living(pull));
        }
        Actor actor = frame.people().of(request);
        return frame.page(
                request,
                pull.title() + " #" + pull.number(),
                Html.of(
                        """
                %s
                <div class="columns">
                <div class="conversation">
                %s
                %s
                %s
                </div>
                %s
                </div>
                """,
                        top(pull, "conversation"),
                        Frame.part("timeline", timeline.of(pull)),
                        Frame.part("checks", new MergeBox(sandbox).of(pull, actor)),
                        forms(pull, actor),
                        Frame.part("side", new Side(sandbox).of(pull))));
    }

    /** Whom and what comments may mention. */
    Words words() {
        TreeSet<String> known = new TreeSet<>(List.of("acme/platform"));
        frame.people().all().forEach(actor -> known.add(actor.name()));
        return new Words(known, sandbox.repository().pullRequests().size());
    }

    /** Title, state and tabs. */
    Html top(Pull pull, String tab) {
        Repo repo = sandbox.repository();
        List<FileChange> files = repo.files(pull.number());
        int commits = repo.shown().commits(pull.number()).size();
        Html head = Html.of(
                """
                <h1>%s <span class="quiet">#%s</span></h1>
                <p class="about">%s <span>%s %s %s into <code>%s</code> from <code>%s</code></span></p>
                """,
                pull.title(),
                pull.number(),
                state(pull),
                People.name(pull.author()),
                pull.merged() ? "merged" : "wants to merge",
                commits == 1 ? "1 commit" : commits + " commits",
                pull.baseRef(),
                pull.headRef());
        Html tabs = Html.of(
                """
                <nav class="tabs" aria-label="Pull request">
                %s%s%s%s
                <span class="stat" aria-label="%s lines added, %s removed"><span class="plus">+%s</span> <span class="minus">−%s</span></span>
                </nav>
                """,
                tab(pull, "", "Conversation", count(pull), tab.equals("conversation")),
                tab(pull, "/commits", "Commits", commits, tab.equals("commits")),
                tab(pull, "/checks", "Checks", checks(pull), tab.equals("checks")),
                tab(pull, "/files", "Files changed", files.size(), tab.equals("files")),
                sum(files, true),
                sum(files, false),
                sum(files, true),
                sum(files, false));
        return Frame.part("head", Html.of("%s%s", head, tabs));
    }

    private int count(Pull pull) {
        return sandbox.repository().comments(pull.number()).size()
                + sandbox.repository().reviews(pull.number()).size();
    }

    private int checks(Pull pull) {
        return sandbox.repository().checkRuns(pull.headSha()).size()
                + sandbox.repository().shown().statuses(pull.headSha()).size();
    }

    private static int sum(List<FileChange> files, boolean added) {
        return files.stream()
                .mapToInt(file -> added ? file.additions() : file.deletions())
                .sum();
    }

    private static Html tab(Pull pull, String path, String name, int count, boolean current) {
        return Html.of(
                "<a href=\"/pull/%s%s\"%s>%s <span class=\"count\">%s</span></a>",
                pull.number(), path, Html.when(current, " aria-current=\"page\""), name, count);
    }

    static Html state(Pull pull) {
        String state = pull.merged() ? "Merged" : !pull.open() ? "Closed" : pull.draft() ? "Draft" : "Open";
        Icon icon = pull.merged() ? Icon.MERGE : Icon.PULL;
        return Html.of("<span class=\"pull-state %s\">%s %s</span>", state, icon.html(), state);
    }

    private static Html forms(Pull pull, Actor actor) {
        boolean own = actor.login().equals(pull.author());
        Html opinions = Html.of(
                """
                <p class="buttons">
                <button class="primary" name="event" value="APPROVE"%s>Approve</button>
                <button name="event" value="REQUEST_CHANGES"%s>Request changes</button>
                <button name="event" value="COMMENT">Comment only</button>
                </p>
                %s
                """,
                Html.when(own, " disabled"),
                Html.when(own, " disabled"),
                Html.when(
                        own,
                        "<p class=\"quiet\">Nobody approves a pull request of their own. Be ann, above, to approve this one.</p>"));
        return Html.of(
                """
                <section class="two">
                <form class="box" method="post" action="/pull/%s/comment">
                <h2>Add a comment</h2>
                %s
                <label for="comment-body">Comment or command, such as <code>/apply dev</code> or <code>/help</code></label>
                <textarea id="comment-body" name="body" rows="5" required></textarea>
                <p class="buttons"><button class="primary">Comment</button></p>
                </form>
                <form class="box" method="post" action="/pull/%s/review">
                <h2>Review</h2>
                %s
                <label for="review-body">Words with it</label>
                <textarea id="review-body" name="body" rows="5"></textarea>
                %s
                </form>
                </section>
                """,
                pull.number(),
                People.signed(actor, "Comment"),
                pull.number(),
                People.signed(actor, "Review"),
                Frame.part("opinions", opinions));
    }

    Pull pull(Request request) {
        int number = request.number("number");
        return sandbox.repository().pullRequests().stream()
                .filter(pull -> pull.number() == number)
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "There is no pull request #" + number + "."));
    }
}
