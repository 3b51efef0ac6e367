package io.tidegate.setup;

import io.tidegate.report.Html;

/** The setup's pages. */
final class Page {
    private Page() {}

    static String token() {
        return Html.page("Register the GitHub App", """
                <p>Tidegate has written a token to its log, which is good for 30 minutes.</p>
                <form method="post" action="/setup">
                <label>Token <input name="token" type="password" autocomplete="off" required></label>
                <button>Go on</button>
                </form>
                """);
    }

    /** @param state comes back from GitHub, and is no secret without the cookie */
    static String register(SetupSettings settings, String manifest, String state) {
        return Html.page(
                "Register the GitHub App",
                "<p>GitHub shows what the App is registered with, and asks you to confirm it. You need to be an owner.</p>"
                        + form(
                                settings.forOrganization() + "?state=" + state,
                                manifest,
                                "In the organisation " + settings.owner())
                        + form(
                                settings.forAccount() + "?state=" + state,
                                manifest,
                                "In my own account " + settings.owner()));
    }

    private static String form(String action, String manifest, String label) {
        return "<form method=\"post\" action=\"" + Html.escaped(action)
                + "\"><input type=\"hidden\" name=\"manifest\" value=\"" + Html.escaped(manifest) + "\"><button>"
                + Html.escaped(label) + "</button></form>";
    }

    static String credentials(Registered app) {
        return Html.page(
                "The GitHub App is registered",
                "<p>App " + app.app() + ", «" + Html.escaped(app.slug()) + "» of " + Html.escaped(app.owner())
                        + ". Its credentials are shown <strong>this once</strong> and kept nowhere by Tidegate. Put them in one"
                        + " of these places, then close this page.</p>"
                        + (app.webhookSecret().isEmpty()
                                ? "<p><strong>GitHub gave no webhook secret</strong>: set one in the App's settings and in"
                                        + " TIDEGATE_GITHUB_WEBHOOK_SECRET.</p>"
                                : "")
                        + block("env", "A file of environment variables", Credentials.environment(app))
                        + block("kubernetes", "Kubernetes: kubectl apply -f FILE", Credentials.kubernetes(app))
                        + block("doppler", "Doppler: doppler secrets upload FILE", Credentials.json(app))
                        + "<p>Then take tidegate.setup out of the settings, start Tidegate with these, and install the App from "
                        + Html.escaped(app.page())
                        + "/installations/new. ./tidegate doctor says what is still missing.</p>");
    }

    /** No secret is shown: whoever needs one later makes it anew in the App's settings. */
    static String kept(Registered app) {
        return Html.page(
                "The GitHub App is registered",
                "<p>App " + app.app() + ", «" + Html.escaped(app.slug()) + "» of " + Html.escaped(app.owner())
                        + ". Tidegate keeps its credentials in its database, encrypted under its key; they are shown nowhere."
                        + "</p>"
                        + (app.webhookSecret().isEmpty()
                                ? "<p><strong>GitHub gave no webhook secret</strong>: set one in the App's settings and in"
                                        + " TIDEGATE_GITHUB_WEBHOOK_SECRET.</p>"
                                : "")
                        + "<p>Restart Tidegate, and install the App from " + Html.escaped(app.page())
                        + "/installations/new. ./tidegate doctor says what is still missing.</p>");
    }

    private static String block(String id, String title, String text) {
        return "<h2><label for=\"" + id + "\">" + Html.escaped(title) + "</label></h2><textarea id=\"" + id
                + "\" readonly rows=\"8\" cols=\"100\" spellcheck=\"false\">" + Html.escaped(text) + "</textarea>";
    }

    /** @param what happened, and what to do next */
    static String trouble(String what) {
        return Html.page(
                "This did not work", "<p>" + Html.escaped(what) + "</p><p><a href=\"/setup\">Begin again</a></p>");
    }
}
