package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.page.People.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** What is around every page: where one can go, who one is, the clock, and headers that let nothing foreign in. */
record Frame(Sandbox sandbox, People people) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final List<Map.Entry<String, String>> PLACES = List.of(
            Map.entry("/", "Start"),
            Map.entry("/pulls", "Pull requests"),
            Map.entry("/terraform", "HCP Terraform"),
            Map.entry("/faults", "Make it go wrong"),
            Map.entry("/log", "What happened"));

    /** A time of the sandbox's clock. */
    static Html time(Instant at) {
        return Html.of("<time datetime=\"%s\">%s</time>", at, TIME.format(at));
    }

    /** A part that is exchanged while the page is open; what is typed elsewhere stays. */
    static Html part(String name, Html content) {
        return Html.of("<div data-part=\"%s\">%s</div>", name, content);
    }

    /** So that a form leads back to the page on which it stands. */
    static Html back(Request request) {
        return Html.of("<input type=\"hidden\" name=\"back\" value=\"%s\">", here(request));
    }

    private static String here(Request request) {
        String query = String.join(
                "&",
                request.query().entrySet().stream()
                        .filter(pair -> !pair.getKey().equals("as"))
                        .map(pair -> FilesPage.encoded(pair.getKey()) + "=" + FilesPage.encoded(pair.getValue()))
                        .toList());
        return query.isEmpty() ? request.path() : request.path() + "?" + query;
    }

    Response page(Request request, String title, Html content) {
        return answer(200, title, Html.of("""
                %s
                <main id="content" tabindex="-1">
                <p id="problem" role="alert" hidden></p>
                %s
                </main>
                <p id="done" role="status"></p>
                """, header(request), content));
    }

    Response bare(String title, Html content) {
        return answer(200, title, Html.of("<main class=\"bare\">%s</main>", content));
    }

    /** What was asked for did not happen. */
    Response problem(int status, String message) {
        return answer(status, "Not done", Html.of("""
                <header class="top"><div class="bar">%s%s</div></header>
                <main id="content" tabindex="-1">
                <h1>That was not done</h1>
                <p id="problem" role="alert">%s</p>
                <p><a href="/">Back to the start</a></p>
                </main>
                """, brand(), places(""), message));
    }

    private Html brand() {
        return Html.of(
                "<a class=\"brand\" href=\"/\"><span class=\"mark\" aria-hidden=\"true\"></span>%s</a>",
                sandbox.repository().fullName());
    }

    private static Html places(String path) {
        List<Html> links = PLACES.stream()
                .map(place -> Html.of(
                        "<a href=\"%s\"%s>%s</a>",
                        place.getKey(),
                        Html.when(isIn(path, place.getKey()), " aria-current=\"page\""),
                        place.getValue()))
                .toList();
        return Html.of("<nav aria-label=\"Sandbox\">%s</nav>", links);
    }

    private static boolean isIn(String path, String place) {
        return place.equals("/")
                ? path.equals("/")
                : path.startsWith(place) || place.equals("/pulls") && path.startsWith("/pull/");
    }

    private Html header(Request request) {
        Actor actor = people.of(request);
        List<Html> choices = people.all().stream()
                .map(one -> Html.of(
                        "<button name=\"login\" value=\"%s\" aria-pressed=\"%s\">%s %s <span class=\"role\">%s</span></button>",
                        one.login(), one.equals(actor), People.avatar(one.login()), one.name(), one.role()))
                .toList();
        return Html.of(
                """
                <a class="skip" href="#content">Skip to the content</a>
                <header class="top">
                <div class="bar">%s%s</div>
                <div class="strip" data-part="state">
                <form class="people" method="post" action="/as">%s<span id="you">You are</span>
                <span role="group" aria-labelledby="you">%s</span></form>
                <p class="may"><strong>%s</strong> %s</p>
                %s
                </div>
                </header>
                """,
                brand(), places(request.path()), back(request), choices, actor.name(), actor.may(), state(request));
    }

    private Html state(Request request) {
        boolean on = sandbox.github().webhooksOn();
        return Html.of(
                """
                <div class="state">
                <span>Plans come from <strong>%s</strong></span>
                <form method="post" action="/clock">%s GitHub's clock %s
                <button aria-label="Move the clock by 60 seconds">+60 s</button></form>
                <form method="post" action="/webhooks">%s webhooks are <strong>%s</strong>
                <button name="on" value="%s">switch %s<span class="hidden"> webhooks</span></button></form>
                </div>
                """,
                sandbox.terraform().executorName(),
                back(request),
                time(sandbox.clock().now()),
                back(request),
                on ? "on" : "off",
                !on,
                on ? "off" : "on");
    }

    private Response answer(int status, String title, Html body) {
        String page = Html.of("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
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
        return new Response(status, Map.of(), page.getBytes(StandardCharsets.UTF_8))
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
