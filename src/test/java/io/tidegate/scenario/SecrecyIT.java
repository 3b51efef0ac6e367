package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.github.Repo;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Secrets are planted wherever a plan and the product may hold them, and are then looked for wherever people look. */
class SecrecyIT {
    /** Sensitive as a variable; shown plainly in a resource, an output and a message, as people do by mistake. */
    private static final String LEAKS = """
            variable "migration" {
              type    = string
              default = "none"
            }

            resource "terraform_data" "careless" {
              input = nonsensitive(var.registry_token)
            }

            resource "terraform_data" "careful" {
              input = sensitive(var.app_size)
            }

            output "token" {
              value     = var.registry_token
              sensitive = true
            }

            output "plain_token" {
              value = nonsensitive(var.registry_token)
            }
            """;

    private static final String FAILING = """
            resource "terraform_data" "refused" {
              lifecycle {
                precondition {
                  condition     = var.app_count > 100
                  error_message = "the token ${nonsensitive(var.registry_token)} is not for so few"
                }
              }
            }
            """;

    /** Installation tokens and app tokens of GitHub, made while it runs, so known by their form alone. */
    private static final Pattern FORMS =
            Pattern.compile("ghs_[A-Za-z0-9]{20,}|eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}|-----BEGIN");

    @Test
    void no_planted_secret_is_found_in_comments_checks_log_requests_or_database() throws Exception {
        String encryptionKey = canary();
        String notifications = canary();
        try (Stage stage = Stage.aloneWith(
                Map.of(),
                Map.of(
                        "tidegate.encryption-key",
                        encryptionKey,
                        "tidegate.terraform.notification-secret",
                        notifications))) {
            Map<String, String> secrets = new LinkedHashMap<>();
            secrets.put("encryption key", encryptionKey);
            secrets.put("notification secret", notifications);
            secrets.put("sensitive variable", canary());
            secrets.put("sensitive environment variable", canary());
            secrets.put("resource", canary());
            secrets.put("HCP token", stage.sandbox.terraform().token());
            secrets.put("webhook secret", stage.sandbox.github().webhookSecret());
            secrets.put(
                    "private key",
                    stage.sandbox
                            .github()
                            .privateKeyPem()
                            .lines()
                            .skip(5)
                            .findFirst()
                            .orElseThrow());
            secrets.put("database password", stage.database().password());
            stage.workspace("dev").setVariable("registry_token", secrets.get("sensitive variable"), true);
            stage.workspace("dev")
                    .setEnvironmentVariable("DO_TOKEN", secrets.get("sensitive environment variable"), true);

            // A sensitive value that stands in the repository itself: GitHub shows it, Tidegate does not repeat it.
            String resource = "\nresource \"terraform_data\" \"written\" {\n  input = sensitive(\""
                    + secrets.get("resource") + "\")\n}\n";
            int number = stage.repository.openPullRequest(
                    stage.lee, "leaks", "Leaks", Map.of("environments/dev/leaks.tf", LEAKS + resource));
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitShown(number, 1);
            String planned = stage.living(number).orElseThrow().body();
            stage.approve(number);
            stage.say(stage.lee, number, "/status");
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
            assertThat(stage.workspace("dev").stateDocument().toString())
                    .as("the secret is really there")
                    .contains(secrets.get("sensitive variable"), secrets.get("resource"));

            stage.repository.push(stage.lee, "leaks", Map.of("environments/dev/refused.tf", FAILING));
            stage.awaitCheck(number, "tidegate/dev", "failure");
            assertThat(stage.plans("dev").getLast().planLog())
                    .as("the log tells it")
                    .contains(secrets.get("sensitive variable"));
            stage.awaitQuiet();

            Map<String, String> places = new TreeMap<>(database(stage));
            places.put("comment while planned", planned);
            places.put(
                    "comments",
                    stage.repository.comments(number).stream()
                            .map(Repo.Comment::body)
                            .collect(Collectors.joining("\n")));
            places.put(
                    "checks",
                    stage.sandbox
                            .journal()
                            .matching(e -> e.kind().startsWith("check-run"))
                            .toString());
            places.put("log", stage.log());
            places.put(
                    "requests",
                    stage.sandbox.journal().matching(entry -> entry.kind().equals("request")).stream()
                            .map(SecrecyIT::seen)
                            .collect(Collectors.joining("\n")));
            // What stands beside the secrets in the plan is found, so they would be.
            assertThat(List.of("comment while planned", "requests", "change.state", "delivery.payload"))
                    .allSatisfy(place -> assertThat(places.get(place)).contains("terraform_data.careless"));
            assertNone(secrets, places);
        }
    }

    private static void assertNone(Map<String, String> secrets, Map<String, String> places) {
        List<String> found = new ArrayList<>();
        places.forEach((place, text) -> {
            secrets.forEach((what, secret) -> {
                String encoded =
                        Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
                if (text.contains(secret) || text.contains(encoded)) {
                    found.add(what + " in " + place);
                }
            });
            FORMS.matcher(text).results().forEach(form -> found.add(form.group().substring(0, 6) + "… in " + place));
        });
        assertThat(found).isEmpty();
        assertThat(places.values()).as("the places hold something").noneMatch(String::isEmpty);
    }

    /** What is sent as a body or stands in an address; headers, where the bearer belongs, are not in the journal. */
    private static String seen(Entry entry) {
        return entry.fact("method") + " " + entry.fact("path") + " " + entry.fact("query") + " " + entry.fact("body");
    }

    /** Every column of every table that can hold a text, by its name; empty ones are left out. */
    static Map<String, String> database(Stage stage) throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(
                        stage.database().url(),
                        stage.database().username(),
                        stage.database().password());
                Statement statement = connection.createStatement()) {
            List<String[]> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("""
                    SELECT table_name, column_name, data_type FROM information_schema.columns
                    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
                      AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea')""")) {
                while (row.next()) {
                    found.add(new String[] {row.getString(1), row.getString(2), row.getString(3)});
                }
            }
            for (String[] column : found) {
                String text = column[2].equals("bytea")
                        ? "encode(\"" + column[1] + "\", 'escape')"
                        : "\"" + column[1] + "\"::text";
                try (ResultSet row =
                        statement.executeQuery("SELECT string_agg(" + text + ", E'\\n') FROM \"" + column[0] + "\"")) {
                    if (row.next()
                            && row.getString(1) != null
                            && !row.getString(1).isEmpty()) {
                        columns.put(column[0] + "." + column[1], row.getString(1));
                    }
                }
            }
        }
        return columns;
    }

    private static String canary() {
        return "canary" + new BigInteger(160, new SecureRandom()).toString(36);
    }
}
