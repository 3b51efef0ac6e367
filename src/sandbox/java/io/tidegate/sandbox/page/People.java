package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everybody whom one can be on the page. A cookie remembers the choice; it is no secret and proves nothing. */
record People(Sandbox sandbox) {
    private static final String COOKIE = "sandbox-person";

    /** @param may what this person may do, in one sentence */
    record Actor(Person person, String role, String may) {
        String login() {
            return person.login();
        }

        /** As GitHub shows it: the account of an App without its suffix. */
        String name() {
            return login().replace("[bot]", "");
        }
    }

    List<Actor> all() {
        return List.of(
                new Actor(
                        sandbox.author(),
                        "author",
                        "opens pull requests, pushes, merges and applies, but cannot approve pull requests of his own."),
                new Actor(sandbox.reviewer(), "reviewer", "may push, review, merge and apply. Her approval counts."),
                new Actor(
                        sandbox.member(),
                        "team platform",
                        "is in the team acme/platform and may push, review, merge and apply."),
                new Actor(
                        sandbox.stranger(),
                        "stranger",
                        "may read and comment, nothing else. Commands and approvals of his do not count."),
                new Actor(
                        sandbox.bot(),
                        "bot",
                        "is another App: it may push, and what it comments is no command of a person."));
    }

    /** Whom the browser that asks has chosen; the author at first. */
    Actor of(Request request) {
        Optional<String> chosen = request.query("as")
                .or(() -> request.headers().getOrDefault("Cookie", List.of()).stream()
                        .flatMap(header -> Arrays.stream(header.split(";")))
                        .map(String::strip)
                        .filter(cookie -> cookie.startsWith(COOKIE + "="))
                        .map(cookie -> cookie.substring(COOKIE.length() + 1))
                        .findFirst());
        return chosen.flatMap(this::find).orElse(all().getFirst());
    }

    /** The person whom a form names, or else the one chosen. */
    Person acting(Request request, Form form) {
        String named = form.text("as");
        return named.isEmpty()
                ? of(request).person()
                : find(named)
                        .orElseThrow(() -> new Refusal(400, "Nobody here is called «" + named + "»."))
                        .person();
    }

    Optional<Actor> find(String name) {
        return all().stream()
                .filter(actor -> actor.login().equals(name) || actor.name().equals(name))
                .findFirst();
    }

    /** Remembers the choice of a form and leads back. */
    Response choose(Request request) {
        Form form = Form.of(request);
        Actor actor = find(form.required("login"))
                .orElseThrow(() -> new Refusal(400, "Nobody here is called «" + form.text("login") + "»."));
        // Brackets are not allowed in a cookie.
        return form.back("/").with("Set-Cookie", COOKIE + "=" + actor.name() + "; Path=/; SameSite=Strict; HttpOnly");
    }

    static Html avatar(String login) {
        boolean bot = login.endsWith("[bot]");
        return Html.of(
                "<span class=\"avatar a-%s\" aria-hidden=\"true\">%s</span>",
                bot ? "bot" : Math.floorMod(login.chars().sum(), 5),
                login.substring(0, Math.min(bot ? 1 : 2, login.length())).toUpperCase(Locale.ROOT));
    }

    /** A login as GitHub writes it, with a badge for a bot. */
    static Html name(String login) {
        boolean bot = login.endsWith("[bot]");
        return Html.of(
                "<strong class=\"login\">%s</strong>%s",
                bot ? login.substring(0, login.length() - 5) : login,
                Html.when(bot, " <span class=\"badge\">bot</span>"));
    }

    /** Says beside a form who will have done it. */
    static Html signed(Actor actor, String what) {
        return Frame.part(
                "signed-" + what,
                Html.of("<p class=\"signed\">%s %s as %s</p>", avatar(actor.login()), what, name(actor.login())));
    }
}
