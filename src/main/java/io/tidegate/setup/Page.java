package io.tidegate.setup;

import io.tidegate.report.Html;

/** The setup's pages. */
final class Page {
    private Page() {}

    static String token() {
        return Html.page("Register the GitHub App", """
                <p>Tidegate wrote a token to its log when it started. It is good for 30 minutes; a restart makes a new one.</p>
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
                        + secretless(app)
                        + block("env", "A file of environment variables", Credentials.environment(app))
                        + block(
                                "kubernetes",
                                "Kubernetes: <code>kubectl apply -f FILE</code>",
                                Credentials.kubernetes(app))
                        + block("doppler", "Doppler: <code>doppler secrets upload FILE</code>", Credentials.json(app))
                        + "<p>Then take <code>tidegate.setup</code> out of the settings, start Tidegate with these, and "
                        + installation(app));
    }

    /** No secret is shown: whoever needs one later makes it anew in the App's settings. */
    static String kept(Registered app) {
        return Html.page(
                "The GitHub App is registered",
                "<p>App " + app.app() + ", «" + Html.escaped(app.slug()) + "» of " + Html.escaped(app.owner())
                        + ". Tidegate keeps its credentials in its database, encrypted under its key; they are shown nowhere."
                        + "</p>"
                        + secretless(app)
                        + "<p>Restart Tidegate, and " + installation(app));
    }

    private static String secretless(Registered app) {
        return app.webhookSecret().isEmpty()
                ? "<p><strong>GitHub gave no webhook secret</strong>: set one in the App's settings and in"
                        + " <code>TIDEGATE_GITHUB_WEBHOOK_SECRET</code>.</p>"
                : "";
    }

    /** What is shown once must not be left for the link, so that opens beside it. */
    private static String installation(Registered app) {
        String address = Html.escaped(app.page() + "/installations/new");
        return "install the App from "
                + (app.page().matches("https?://.*")
                        ? "<a href=\"" + address + "\" target=\"_blank\" rel=\"noreferrer\">" + address + "</a>"
                        : address)
                + ". <code>./tidegate doctor</code> says what is still missing.</p>";
    }

    /** @param title is HTML */
    private static String block(String id, String title, String text) {
        return "<h2><label for=\"" + id + "\">" + title + "</label></h2><textarea id=\"" + id
                + "\" readonly rows=\"8\" cols=\"100\" spellcheck=\"false\">" + Html.escaped(text) + "</textarea>";
    }

    /** @param what happened, and what to do next */
    static String trouble(String what) {
        return Html.page(
                "This did not work", "<p>" + Html.escaped(what) + "</p><p><a href=\"/setup\">Begin again</a></p>");
    }
}
