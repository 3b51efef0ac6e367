package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a product without an App, in a browser over GitHub and back, to a planned pull request. */
class SetupIT {
    private static final String PUBLIC = "http://tidegate.test";
    private static final String[] WITHOUT = {
        "tidegate.github.app-id", "tidegate.github.private-key", "tidegate.github.webhook-secret"
    };
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** What {@code docs/images/screenshot.sh} makes pictures of. */
    private static final Path PAGES = Path.of("target", "pages");

    @Test
    void from_nothing_to_an_applied_change_with_an_app_that_is_registered_once() throws Exception {
        try (Stage stage = Stage.alone()) {
            stage.product.close();
            ProductProcess setup =
                    stage.another(Map.of("tidegate.setup", "true", "tidegate.public-url", PUBLIC), WITHOUT);
            URI page = setup.url().resolve("/setup");
            assertThat(post(setup.webhooks(), "payload", "{}").statusCode()).isEqualTo(404);

            HttpResponse<String> first = get(page);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(first.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(post(page, "token", "0".repeat(64)).statusCode()).isEqualTo(403);

            URI callback = registered(stage, setup);
            HttpResponse<String> stranger = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(callback).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(stranger.statusCode()).as("without the cookie").isEqualTo(403);
            HttpResponse<String> done = get(callback);
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(done.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(get(callback).statusCode()).as("twice").isEqualTo(404);
            assertThat(get(page).statusCode()).isEqualTo(404);

            Map<String, String> credentials = environment(done.body());
            assertThat(credentials)
                    .containsEntry(
                            "tidegate.github.app-id",
                            "" + stage.sandbox.github().appId());
            assertThat(Files.readString(setup.log()))
                    .doesNotContain("PRIVATE KEY", stage.sandbox.github().webhookSecret());
            setup.close();

            ProductProcess product = stage.another(credentials);
            assertThat(get(product.url().resolve("/setup")).statusCode()).isEqualTo(404);
            stage.sandbox.github().webhookTarget(product.webhooks());
            int number = stage.openPlanned("dev");
            looked(stage, product, doctor(stage, credentials));
            picture("setup", first.body());
            picture("credentials", done.body());

            stage.approve(number);
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
            assertThat(stage.realRuns("dev"))
                    .singleElement()
                    .satisfies(run -> assertThat(run.status()).isEqualTo("applied"));
        }
    }

    @Tag("thorough")
    @Test
    void credentials_that_the_setup_keeps_are_found_by_the_next_start_and_by_doctor() throws Exception {
        try (Stage stage = Stage.alone()) {
            stage.product.close();
            Map<String, String> kept =
                    Map.of("tidegate.setup", "true", "tidegate.setup-keep", "true", "tidegate.public-url", PUBLIC);
            ProductProcess setup = stage.another(kept, WITHOUT);
            HttpResponse<String> done = get(registered(stage, setup));
            assertThat(done.body())
                    .contains("Restart Tidegate")
                    .doesNotContain("PRIVATE KEY", stage.sandbox.github().webhookSecret());
            setup.close();
            assertThat(SecrecyIT.database(stage))
                    .isNotEmpty()
                    .allSatisfy((column, text) -> assertThat(text)
                            .as(column)
                            .doesNotContain(
                                    "PRIVATE KEY", stage.sandbox.github().webhookSecret()));

            ProductProcess product = stage.another(kept, WITHOUT);
            assertThat(get(product.url().resolve("/setup")).statusCode()).isEqualTo(404);
            stage.sandbox.github().webhookTarget(product.webhooks());
            stage.openPlanned("dev");
            assertThat(doctor(stage, Map.of(), WITHOUT))
                    .contains(
                            "ok       kept credentials: ",
                            "ok       GitHub App: GitHub knows App "
                                    + stage.sandbox.github().appId(),
                            "0 problems, ");
        }
    }

    /** With the token of its log, over GitHub's pages. @return where GitHub sends the browser back to */
    private URI registered(Stage stage, ProductProcess setup) throws Exception {
        String token = found("give this token: ([0-9a-f]{64})", Files.readString(setup.log()));
        HttpResponse<String> register = post(setup.url().resolve("/setup"), "token", token);
        assertThat(register.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Lax", "Path=/setup");
        String action =
                unescaped(found("action=\"([^\"]*/organizations/" + Sandbox.OWNER + "/[^\"]*)\"", register.body()));
        String manifest = unescaped(found("name=\"manifest\" value=\"([^\"]*)\"", register.body()));
        HttpResponse<String> github = post(URI.create(action), "manifest", manifest);
        assertThat(github.body()).contains("Create GitHub App for " + Sandbox.OWNER);
        HttpResponse<String> redirect = post(
                URI.create(stage.sandbox.github().url() + found("action=\"([^\"]*)\"", github.body())), "commit", "x");
        String back = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(back).startsWith(PUBLIC + "/setup/callback?code=");
        return URI.create(back.replace(PUBLIC, setup.url().toString()));
    }

    /** The verb, and the page of the running product, which is on the management port alone. */
    private void looked(Stage stage, ProductProcess product, String findings) throws Exception {
        assertThat(findings)
                .contains(
                        "ok       GitHub App: GitHub knows App "
                                + stage.sandbox.github().appId(),
                        "ok       permissions of the App: All 9",
                        "ok       events of the App: All 5",
                        "arrived",
                        "ok       database: An external PostgreSQL",
                        "this database was sealed with keys that are set",
                        "ok       tidegate.terraform.token: It acts as api-team_")
                .containsPattern("\\A(ok|warning) ")
                .contains("0 problems, ");
        HttpResponse<String> page = get(product.managementUrl().resolve("/doctor"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "style-src 'sha256-");
        assertThat(page.body())
                .contains(
                        "0 problems, ",
                        "GitHub knows App " + stage.sandbox.github().appId(),
                        "It acts as api-team_")
                .doesNotContain(
                        stage.sandbox.github().webhookSecret(),
                        stage.sandbox.terraform().token(),
                        "PRIVATE KEY",
                        Stage.KEY);
        assertThat(get(product.managementUrl().resolve("/doctor")).body())
                .as("within a minute")
                .isEqualTo(page.body());
        assertThat(get(product.url().resolve("/doctor")).statusCode()).isEqualTo(404);
        picture("doctor", page.body());
    }

    /** Nobody shall take what is in a picture for a secret. */
    private static void picture(String name, String html) throws Exception {
        Files.createDirectories(PAGES);
        Files.writeString(
                PAGES.resolve(name + ".html"),
                html.replaceAll("(?<=\\\\n)[A-Za-z0-9+/=]+", "NO/KEY".repeat(10))
                        .replaceAll("[0-9a-f]{64}", "no-secret-".repeat(4)));
    }

    /** The packaged verb, beside the running product. */
    private static String doctor(Stage stage, Map<String, String> credentials, String... without) throws Exception {
        Map<String, String> settings = new TreeMap<>(stage.sandbox.configuration());
        settings.putAll(credentials);
        settings.put("tidegate.database.url", stage.database().url());
        settings.put("tidegate.database.username", stage.database().username());
        settings.put("tidegate.database.password", stage.database().password());
        settings.put("tidegate.encryption-key", Stage.KEY);
        settings.keySet().removeAll(List.of(without));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar",
                        "doctor")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TIDEGATE_") || name.startsWith("QUARKUS_"));
        settings.forEach((name, value) -> builder.environment().put(ProductProcess.variable(name), value));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isIn(0, 2);
        return output;
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI uri, String field, String value) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("User-Agent", "a browser")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What a shell makes of the file of environment variables. */
    private static Map<String, String> environment(String html) {
        Map<String, String> settings = new TreeMap<>();
        Matcher line = Pattern.compile("(?m)^([A-Z_]+)='([^']*)'$")
                .matcher(unescaped(found("(?s)<textarea id=\"env\"[^>]*>(.*?)</textarea>", html)));
        while (line.find()) {
            String key = line.group(1).replace("TIDEGATE_GITHUB_", "").toLowerCase(Locale.ROOT);
            settings.put("tidegate.github." + key.replace('_', '-'), line.group(2));
        }
        return settings;
    }

    private static String unescaped(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }
}
