package io.tidegate.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The App's credentials in the forms that those take who keep them. */
final class Credentials {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Credentials() {}

    /** By the keys of the configuration. */
    static Map<String, String> settings(Registered app) {
        return Map.of(
                "tidegate.github.app-id",
                Long.toString(app.app()),
                "tidegate.github.private-key",
                app.key(),
                "tidegate.github.webhook-secret",
                app.webhookSecret());
    }

    private static Map<String, String> variables(Registered app) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("TIDEGATE_GITHUB_APP_ID", Long.toString(app.app()));
        variables.put("TIDEGATE_GITHUB_PRIVATE_KEY", app.key());
        variables.put("TIDEGATE_GITHUB_WEBHOOK_SECRET", app.webhookSecret());
        return variables;
    }

    /** Lines end as {@code \n} in it, which Tidegate reads as line ends of the key. */
    static String environment(Registered app) {
        StringBuilder text = new StringBuilder();
        variables(app)
                .forEach((name, value) -> text.append(name)
                        .append("='")
                        .append(value.strip()
                                .replace("\r", "")
                                .replace("\n", "\\n")
                                .replace("'", "'\\''"))
                        .append("'\n"));
        return text.toString();
    }

    /** For {@code doppler secrets upload}. */
    static String json(Registered app) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(variables(app)) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts can always be written", impossible);
        }
    }

    /** A Secret whose keys are the variables; JSON texts are YAML too. */
    static String kubernetes(Registered app) {
        StringBuilder text = new StringBuilder(
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: tidegate-github\n" + "type: Opaque\nstringData:\n");
        variables(app)
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(quoted(value))
                        .append('\n'));
        return text.toString();
    }

    private static String quoted(String value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts can always be written", impossible);
        }
    }
}
