package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Mail;
import io.tidegate.sandbox.github.Mishap;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Switches for what may happen to webhooks on their way. */
record MailSwitches(Sandbox sandbox) {
    private static final int NEWEST = 12;
    private static final List<String> EVENTS =
            List.of("", "issue_comment.created", "pull_request", "pull_request_review", "push", "check_run");

    private record Kind(String words, Mishap mishap) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("arrives twice", new Mishap.Twice()),
            new Kind("arrives twice, under another number", new Mishap.TwiceUnderNewGuid()),
            new Kind("comes under the number of the one before", new Mishap.UnderOldGuid()),
            new Kind("is lost", new Mishap.Lost()),
            new Kind("is 30 seconds late", new Mishap.Late(Duration.ofSeconds(30))),
            new Kind("is held until you release it", new Mishap.Held()),
            new Kind("comes in reverse order with the others", new Mishap.Reversed()),
            new Kind("is signed wrongly", new Mishap.WronglySigned()),
            new Kind("is cut in half", new Mishap.CutShort()));

    void register(StandIn server) {
        server.route("POST", "/webhooks", request -> {
                    Form form = Form.of(request);
                    sandbox.github().webhooks(form.required("on").equals("true"));
                    return form.back("/");
                })
                .route("POST", "/mail", this::expect)
                .route("POST", "/mail/calm", request -> {
                    sandbox.github().mail().calm();
                    return Form.of(request).back("/faults");
                })
                .route("POST", "/mail/release", request -> {
                    sandbox.github().mail().release();
                    return Form.of(request).back("/faults");
                })
                .route("POST", "/mail/again", request -> {
                    Form form = Form.of(request);
                    String guid = form.text("guid").isEmpty() ? newestComment() : form.text("guid");
                    Acts.done(() -> sandbox.github().mail().redeliver(guid));
                    return form.back("/faults");
                });
    }

    private Response expect(Request request) {
        Form form = Form.of(request);
        Kind kind = KINDS.stream()
                .filter(one -> one.mishap().word().equals(form.text("mishap")))
                .findFirst()
                .orElseThrow(() -> new Refusal(400, "There is no mishap «" + form.text("mishap") + "»."));
        if (!EVENTS.contains(form.text("event"))) {
            throw new Refusal(400, "The page offers no event «" + form.text("event") + "».");
        }
        sandbox.github().mail().next(form.text("event"), form.count("times"), kind.mishap());
        return form.back("/faults");
    }

    /** The number under which the newest comment of a person was sent, whether it arrived or not. */
    private String newestComment() {
        return sandbox
                .journal()
                .matching(entry -> entry.kind().equals("comment-created")
                        && !entry.fact("by").endsWith("[bot]"))
                .reversed()
                .stream()
                .findFirst()
                .flatMap(entry -> sandbox.github().mail().about(Long.parseLong(entry.fact("id"))).stream()
                        .findFirst())
                .map(Mail.Sent::guid)
                .orElseThrow(() -> new Refusal(409, "GitHub has sent no comment of a person yet."));
    }

    Html html() {
        return Html.of(
                """
                <section class="box" aria-label="Webhooks"><h2>Webhooks</h2>
                <form method="post" action="/mail" class="inline">
                <label for="mail-times">The next</label> <input id="mail-times" name="times" value="1" size="3" inputmode="numeric" pattern="[1-9][0-9]{0,3}">
                <label for="mail-event">webhook about</label> <select id="mail-event" name="event">%s</select>
                <label for="mail-mishap">which</label> <select id="mail-mishap" name="mishap">%s</select>
                <button>Expect it</button></form>
                %s
                </section>
                """,
                EVENTS.stream()
                        .map(event -> Html.of(
                                "<option value=\"%s\">%s</option>", event, event.isEmpty() ? "anything" : event))
                        .toList(),
                KINDS.stream()
                        .map(kind -> Html.of(
                                "<option value=\"%s\">%s</option>",
                                kind.mishap().word(), kind.words()))
                        .toList(),
                Frame.part("mail", Html.of("%s%s", expected(), sent())));
    }

    private Html expected() {
        Mail mail = sandbox.github().mail();
        List<Html> rows = mail.expected().stream()
                .map(one -> Html.of(
                        "<li>the next %s %s %s</li>",
                        one.left(), one.event().isEmpty() ? "webhook" : one.event(), words(one.mishap())))
                .toList();
        int held = mail.held().size();
        return Html.of("%s%s", Html.when(!rows.isEmpty(), """
                        <h3>Expected</h3><ul class="rows">%s</ul>
                        <form method="post" action="/mail/calm" class="buttons"><button>Expect nothing any more</button></form>
                        """, rows), Html.when(held > 0, """
                        <form method="post" action="/mail/release" class="buttons"><button>Release %s held</button></form>
                        """, held));
    }

    private static String words(Mishap mishap) {
        Optional<Kind> kind =
                KINDS.stream().filter(one -> one.mishap().equals(mishap)).findFirst();
        return kind.map(Kind::words).orElse(mishap.word());
    }

    private Html sent() {
        List<Html> rows = sandbox.github().mail().sent().stream()
                .limit(NEWEST)
                .map(one -> Html.of(
                        """
                        <li><span class="what">%s %s%s → %s%s</span>
                        <form method="post" action="/mail/again"><input type="hidden" name="guid" value="%s"><button>Deliver again<span class="hidden"> %s</span></button></form></li>
                        """,
                        Frame.time(one.at()),
                        one.event(),
                        one.action().isEmpty() ? "" : "." + one.action(),
                        one.status() == 0 ? "did not arrive" : "" + one.status(),
                        one.redelivery() ? ", again" : "",
                        one.guid(),
                        one.event()))
                .toList();
        return Html.of("<h3>The newest</h3><ul class=\"rows\">%s</ul>", rows);
    }
}
