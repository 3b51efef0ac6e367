package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.page.Attempt.Step;
import io.tidegate.sandbox.page.Attempt.Which;
import java.util.List;
import java.util.Optional;

/** Where a newcomer begins: what this is, what there is, and what to try. */
record StartPage(Sandbox sandbox, Frame frame, Product product) {
    Response start(Request request) {
        List<Html> attempts = Attempts.ALL.stream().map(this::attempt).toList();
        return frame.page(
                request,
                "Start",
                Html.of(
                        """
                <h1>Play with Tidegate</h1>
                <p>The real product runs behind this page. GitHub and HCP Terraform are stand-ins on this machine, so nothing
                can be broken: be anybody, press anything, and watch what Tidegate does.</p>
                %s
                <h2>Pull requests</h2>
                %s
                <h2>Things to try</h2>
                <p>Press the steps in their order; the pull request shows what comes of them.</p>
                %s
                %s
                <p>More ways to break it: <a href="/faults">Make it go wrong</a>. What really happened, request by request:
                <a href="/log">What happened</a>. Pull requests of your own: <a href="/pulls">Pull requests</a>.</p>
                """,
                        Frame.part("product", product.state()),
                        Frame.part("pulls", new PullsPage(sandbox, frame).rows()),
                        Html.when(sandbox.terraform().executorName().equals("recorded results"), """
                                <p class="box">Without terraform on the path, only the plans of the first pull request are known here.
                                What needs another plan ends in an error that says so; install terraform to try everything.</p>
                                """),
                        attempts));
    }

    private Html attempt(Attempt attempt) {
        List<Html> steps =
                attempt.steps().stream().map(step -> step(attempt, step)).toList();
        return Html.of(
                """
                <details class="box try" name="try"><summary>%s</summary>
                <p class="for" id="try-%s">%s</p>
                %s
                <p class="look"><strong>Look for:</strong> %s</p>
                </details>
                """,
                attempt.title(),
                attempt.id(),
                attempt.about(),
                Frame.part("try-" + attempt.id(), Html.of("<ol>%s</ol>", steps)),
                attempt.look());
    }

    private Html step(Attempt attempt, Step step) {
        Optional<Pull> pull = pull(step);
        if (step.which() != Which.NONE && pull.isEmpty()) {
            return Html.of("<li><span class=\"quiet\">%s</span> %s</li>", named(step), missing(step.which()));
        }
        String path = pull.map(found -> "/pull/" + found.number() + step.path()).orElse(step.path());
        return step.link()
                ? Html.of("<li>%s <a href=\"%s\">%s</a></li>", step.words(), path, label(step, pull))
                : Html.of(
                        """
                        <li>%s <form method="post" action="%s"><input type="hidden" name="back" value="/#try-%s">%s
                        <button>%s</button></form>%s</li>
                        """,
                        step.words(),
                        path,
                        attempt.id(),
                        step.fields().stream()
                                .filter(field -> !field.isEmpty())
                                .map(StartPage::field)
                                .toList(),
                        step.label(),
                        pull.map(found -> Html.of(
                                        "<span class=\"quiet\">on <a href=\"/pull/%s\">#%s</a></span>",
                                        found.number(), found.number()))
                                .orElse(Html.NOTHING));
    }

    private static Html field(String field) {
        int equals = field.indexOf('=');
        return Html.of(
                "<input type=\"hidden\" name=\"%s\" value=\"%s\">",
                field.substring(0, equals), field.substring(equals + 1));
    }

    private static String named(Step step) {
        return step.label().isEmpty() ? step.words() : step.label();
    }

    private static String label(Step step, Optional<Pull> pull) {
        return step.label().isEmpty()
                ? pull.map(found -> "See #" + found.number()).orElse("See it")
                : step.label();
    }

    private static Html missing(Which which) {
        String proposal = which == Which.STAGE ? "stage" : "dev";
        return Html.of("""
                <form method="post" action="/pulls/ready"><input type="hidden" name="as" value="%s"><input type="hidden" name="stay" value="true">
                <input type="hidden" name="back" value="/"><button name="proposal" value="%s">Open a pull request for %s first</button></form>
                """, which == Which.STAGE ? "ann" : "lee", proposal, proposal);
    }

    /** What can be read or commented on after the merge need not be open. */
    private Optional<Pull> pull(Step step) {
        boolean open = !step.path().isEmpty() && !step.path().equals("/comment");
        return switch (step.which()) {
            case NONE -> Optional.empty();
            case DEV -> newest(open, "second-monitoring-node", "dev-");
            case STAGE -> newest(open, "stage-");
        };
    }

    private Optional<Pull> newest(boolean open, String... branches) {
        return sandbox.repository().pullRequests().reversed().stream()
                .filter(pull -> pull.open() || !open && pull.merged())
                .filter(pull -> List.of(branches).stream().anyMatch(pull.headRef()::startsWith))
                .findFirst();
    }
}
