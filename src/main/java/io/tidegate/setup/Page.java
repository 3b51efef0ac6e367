package io.tidegate.setup;

/** The setup's pages. Whatever is put into one is escaped here. */
final class Page {
    private Page() {}

    static String token() {
        return page("Register the GitHub App", """
                <p>Tidegate has written a token to its log, which is good for 30 minutes.</p>
                <form method="post" action="/setup">
                <label>Token <input name="token" type="password" autocomplete="off" required></label>
                <button>Go on</button>
                </form>
                """);
    }

    /** @param state comes back from GitHub, and is no secret without the cookie */
    static String register(SetupSettings settings, String manifest, String state) {
        return page(
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
        return "<form method=\"post\" action=\"" + escaped(action)
                + "\"><input type=\"hidden\" name=\"manifest\" value=\"" + escaped(manifest) + "\"><button>"
                + escaped(label) + "</button></form>";
    }

    static String credentials(Registered app) {
        return page(
                "The GitHub App is registered",
                "<p>App " + app.app() + ", «" + escaped(app.slug()) + "» of " + escaped(app.owner())
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
                        + escaped(app.page())
                        + "/installations/new. ./tidegate doctor says what is still missing.</p>");
    }

    private static String block(String id, String title, String text) {
        return "<h2>" + escaped(title) + "</h2><textarea id=\"" + id
                + "\" readonly rows=\"8\" cols=\"100\" spellcheck=\"false\">" + escaped(text) + "</textarea>";
    }

    /** @param what happened, and what to do next */
    static String trouble(String what) {
        return page("This did not work", "<p>" + escaped(what) + "</p><p><a href=\"/setup\">Begin again</a></p>");
    }

    private static String page(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(title)
                + " · Tidegate</title></head><body><main><h1>" + escaped(title) + "</h1>" + body
                + "</main></body></html>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
