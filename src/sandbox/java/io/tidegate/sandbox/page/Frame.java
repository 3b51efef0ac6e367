package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What is around every page: who executes plans, the clock, the switches, and headers that let nothing foreign in. */
record Frame(Sandbox sandbox) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** A time of the sandbox's clock. */
    static Html time(Instant at) {
        return Html.of("<time datetime=\"%s\">%s</time>", at, TIME.format(at));
    }

    /** A part that is exchanged while the page is open; what is typed elsewhere stays. */
    static Html part(String name, Html content) {
        return Html.of("<div data-part=\"%s\">%s</div>", name, content);
    }

    /** Whom to act as. */
    Html as(String id, String chosen) {
        List<Html> options = List.of(
                option(sandbox.author().login(), "author", chosen),
                option(sandbox.reviewer().login(), "reviewer", chosen),
                option(sandbox.stranger().login(), "stranger", chosen));
        return Html.of("<label for=\"%s\">as</label> <select id=\"%s\" name=\"as\">%s</select>", id, id, options);
    }

    private static Html option(String login, String role, String chosen) {
        return Html.of(
                "<option value=\"%s\"%s>%s (%s)</option>",
                login, Html.when(login.equals(chosen), " selected"), login, role);
    }

    Response page(String title, Html content) {
        return answer(200, title, Html.of("""
                %s
                <main>
                <p id="problem" role="alert" hidden></p>
                %s
                </main>
                """, header(), content));
    }

    Response bare(String title, Html content) {
        return answer(200, title, Html.of("<main class=\"bare\">%s</main>", content));
    }

    /** What was asked for did not happen. */
    Response problem(int status, String message) {
        return answer(status, "Not done", Html.of("""
                %s
                <main>
                <p id="problem" role="alert">%s</p>
                <p><a href="/">Back to the pull requests</a></p>
                </main>
                """, header(), message));
    }

    private Html header() {
        boolean on = sandbox.github().webhooksOn();
        Html state = Html.of(
                """
                <span>Plans come from <strong>%s</strong></span>
                <span>GitHub's clock %s</span>
                <button form="clock">+60 s</button>
                <span>webhooks are <strong>%s</strong></span>
                <button form="webhooks" name="on" value="%s">switch %s</button>
                """,
                sandbox.terraform().executorName(),
                time(sandbox.clock().now()),
                on ? "on" : "off",
                !on,
                on ? "off" : "on");
        return Html.of("""
                <header class="top">
                <nav aria-label="Sandbox">
                <a class="repo" href="/">%s</a>
                <a href="/">Pull requests</a>
                <a href="/terraform">HCP Terraform</a>
                <a href="/log">What happened</a>
                </nav>
                <form id="clock" method="post" action="/clock"></form>
                <form id="webhooks" method="post" action="/webhooks"></form>
                <div class="state" data-part="state">%s</div>
                </header>
                """, sandbox.repository().fullName(), state);
    }

    private Response answer(int status, String title, Html body) {
        String page = Html.of("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · Sandbox</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/assets/page.css">
                <script src="/assets/page.js" defer></script>
                </head>
                <body data-last="%s">
                %s
                </body>
                </html>
                """, title, last(), body).source();
        return new Response(status, java.util.Map.of(), page.getBytes(StandardCharsets.UTF_8))
                .with("Content-Type", "text/html; charset=utf-8")
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store");
    }

    /** The number of the journal's newest entry. */
    int last() {
        return sandbox.journal().size();
    }
}
