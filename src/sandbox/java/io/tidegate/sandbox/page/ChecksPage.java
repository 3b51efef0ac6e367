package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo.Check;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.github.Shown.Annotation;
import io.tidegate.sandbox.github.Shown.Checked;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.page.People.Actor;
import java.util.List;

/** The checks of a pull request's head, and the page of one of them with its buttons. */
record ChecksPage(Sandbox sandbox, Frame frame, PullPage pulls) {
    Response checks(Request request) {
        Pull pull = pulls.pull(request);
        List<Checked> checks = sandbox.repository().shown().checks(pull.headSha());
        return frame.page(
                request,
                "Checks of #" + pull.number(),
                Html.of(
                        "%s%s",
                        pulls.top(pull, "checks"),
                        Frame.part(
                                "checks",
                                checks.isEmpty()
                                        ? Html.of("<p class=\"quiet\">No checks yet.</p>")
                                        : Html.of(
                                                """
                                                <section class="box merge"><h2>%s</h2><ul class="checks">%s</ul></section>
                                                """,
                                                CheckState.headline(
                                                        checks,
                                                        sandbox.repository()
                                                                .shown()
                                                                .statuses(pull.headSha())),
                                                checks.stream()
                                                        .map(check -> CheckState.row(
                                                                pull,
                                                                check,
                                                                sandbox.repository()
                                                                        .requiredChecks(pull.baseRef())))
                                                        .toList()))));
    }

    Response check(Request request) {
        Pull pull = pulls.pull(request);
        Checked checked = found(request);
        return frame.page(
                request,
                checked.check().name() + " of #" + pull.number(),
                Html.of(
                        """
                %s
                <div class="columns reversed">
                <nav class="box beside" aria-label="Checks" data-part="others"><ul class="checks">%s</ul></nav>
                %s
                </div>
                """,
                        pulls.top(pull, "checks"),
                        sandbox.repository().shown().checks(checked.sha()).stream()
                                .map(other -> other(pull, other, checked))
                                .toList(),
                        Frame.part(
                                "check", content(pull, checked, frame.people().of(request)))));
    }

    private static Html other(Pull pull, Checked other, Checked current) {
        return Html.of(
                "<li>%s <a href=\"/pull/%s/checks/%s\"%s>%s</a></li>",
                CheckState.icon(CheckState.word(other.check())),
                pull.number(),
                other.check().id(),
                Html.when(other.check().id() == current.check().id(), " aria-current=\"page\""),
                other.check().name());
    }

    private Html content(Pull pull, Checked checked, Actor actor) {
        Check check = checked.check();
        return Html.of(
                """
                <section class="box checkrun">
                <h2>%s %s</h2>
                <p class="quiet">%s, by %s · began %s%s · for <code>%s</code>%s</p>
                %s
                <h3>%s</h3>
                <div class="markdown">%s</div>
                %s
                <div class="markdown">%s</div>
                </section>
                """,
                CheckState.icon(CheckState.word(check)),
                check.name(),
                CheckState.word(check).replace('_', ' '),
                checked.app(),
                Frame.time(checked.startedAt()),
                checked.completedAt() == null ? "" : Html.of(", ended %s", Frame.time(checked.completedAt())),
                PullPage.shortened(checked.sha()),
                checked.sha().equals(pull.headSha()) ? "" : ", which is not the head any more",
                buttons(pull, checked, actor),
                check.title() == null ? "It says nothing yet" : check.title(),
                rendered(check.summary()),
                annotations(checked.annotations()),
                rendered(check.text()));
    }

    /** GitHub shows them to whoever may write. */
    private Html buttons(Pull pull, Checked checked, Actor actor) {
        String role = sandbox.repository().shown().role(actor.person());
        if (!checked.ours()) {
            return Html.NOTHING;
        }
        if (!List.of("write", "maintain", "admin").contains(role)) {
            return Html.of("<p class=\"quiet\">%s may not press its buttons.</p>", actor.name());
        }
        String path = "/pull/" + pull.number() + "/checks/" + checked.check().id();
        List<Html> own = checked.buttons().stream()
                .map(button -> Html.of(
                        "<button formaction=\"%s/press\" name=\"identifier\" value=\"%s\" title=\"%s\">%s</button>",
                        path, button.identifier(), button.description(), button.label()))
                .toList();
        return Html.of("""
                <form method="post" class="buttons" action="%s/rerequest">%s<button>Re-run</button>
                <span class="quiet">as %s</span></form>
                """, path, own, actor.name());
    }

    private static Html annotations(List<Annotation> annotations) {
        List<Html> rows = annotations.stream()
                .map(one -> Html.of(
                        """
                        <li class="annotation %s"><strong>%s</strong> <code>%s#L%s</code><p>%s</p></li>
                        """,
                        one.level(),
                        one.title().isEmpty() ? one.level() : one.title(),
                        one.path(),
                        one.from() == one.to() ? "" + one.from() : one.from() + "-L" + one.to(),
                        one.message()))
                .toList();
        return Html.when(!rows.isEmpty(), "<h3>Annotations</h3><ul class=\"annotations\">%s</ul>", rows);
    }

    private Html rendered(String markdown) {
        return markdown == null ? Html.NOTHING : CommentMarkdown.render(markdown, pulls.words());
    }

    private Checked found(Request request) {
        try {
            return sandbox.repository()
                    .shown()
                    .check(Long.parseLong(request.parameter("check")))
                    .orElseThrow(() -> new Refusal(404, "There is no such check."));
        } catch (NumberFormatException e) {
            throw new Refusal(404, "There is no such check.");
        }
    }
}
