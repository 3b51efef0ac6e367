package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.page.People.Actor;
import java.util.List;

/** The list of pull requests, and ways to open another. */
record PullsPage(Sandbox sandbox, Frame frame) {
    Response list(Request request) {
        Actor actor = frame.people().of(request);
        String path = request.query("edit").orElse("");
        Editor editor = new Editor(sandbox, actor);
        return frame.page(
                request,
                "Pull requests",
                Html.of(
                        "<h1>Pull requests</h1>%s%s",
                        path.isEmpty() ? Frame.part("pulls", rows()) : editor.ofMain(path),
                        Html.when(
                                path.isEmpty(),
                                """
                                <h2>Open another</h2>
                                %s
                                %s
                                """,
                                Frame.part("ready", ready(actor)),
                                editor.choice("/pulls", "main", "main"))));
    }

    Html rows() {
        List<Html> rows = sandbox.repository().pullRequests().reversed().stream()
                .map(this::row)
                .toList();
        return rows.isEmpty()
                ? Html.of("<p class=\"box\">There is no pull request yet.</p>")
                : Html.of("<ul class=\"box rows pulls\">%s</ul>", rows);
    }

    private Html row(Pull pull) {
        Html checks = Html.of(
                "%s",
                sandbox.repository().shown().checks(pull.headSha()).stream()
                        .filter(checked -> checked.check().name().equals("tidegate"))
                        .map(checked -> CheckState.icon(CheckState.word(checked.check())))
                        .toList());
        return Html.of(
                """
                <li>%s <span class="what"><a href="/pull/%s"><strong>%s</strong></a> %s<br>
                <span class="quiet">#%s by %s from <code>%s</code></span></span></li>
                """,
                PullPage.state(pull),
                pull.number(),
                pull.title(),
                checks,
                pull.number(),
                pull.author(),
                pull.headRef());
    }

    /** Pull requests that are open with one press. */
    static Html ready(Actor actor) {
        List<Html> buttons = Proposal.ALL.stream()
                .map(proposal -> Html.of("""
                        <li><form method="post" action="/pulls/ready"><button name="proposal" value="%s">%s</button>
                        <span class="quiet">%s</span></form></li>
                        """, proposal.name(), proposal.title(), proposal.tells()))
                .toList();
        return Html.of("<ul class=\"box rows\">%s</ul>%s", buttons, People.signed(actor, "Open"));
    }
}
