package io.tidegate.setup;

import io.tidegate.flow.Role;
import io.tidegate.report.Html;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The setup's pages as it answers with them, each by a name, for whoever looks at them in a browser. */
public final class SetupPages {
    private static final String KEY =
            "-----BEGIN RSA PRIVATE KEY-----\n" + "NO/KEY".repeat(11) + "\n-----END RSA PRIVATE KEY-----\n";

    private SetupPages() {}

    public static Map<String, String> all() {
        SetupSettings settings = new SetupSettings(
                Role.SETUP,
                Optional.empty(),
                URI.create("https://github.com"),
                URI.create("https://api.github.com"),
                Optional.of("an-organisation-with-a-name-as-long-as-one"),
                Optional.empty(),
                Optional.of("https://tidegate.platform.internal.an-organisation-with-a-name.example"),
                false);
        Registered app = new Registered(
                1234567,
                "tidegate-of-an-organisation-with-a-long-name",
                "an-organisation-with-a-name-as-long-as-one",
                "https://github.com/apps/tidegate-of-an-organisation-with-a-long-name",
                KEY,
                "");
        Map<String, String> pages = new TreeMap<>();
        pages.put("token", Page.token());
        pages.put("register", Page.register(settings, Manifest.json(Manifest.packaged(), "https://x.example"), "ab"));
        pages.put("credentials", Page.credentials(app));
        pages.put("kept", Page.kept(app));
        pages.put("trouble", Page.trouble("This is not the token of Tidegate's log. A restart makes a new one."));
        return pages;
    }

    /** With which they are sent. */
    public static String policy() {
        return Html.POLICY + "; form-action 'self' https://github.com";
    }
}
