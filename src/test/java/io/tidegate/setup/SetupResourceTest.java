package io.tidegate.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.flow.Cipher;
import io.tidegate.flow.KeptSecrets;
import io.tidegate.flow.Role;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.github.GitHubStandIn;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.secrets.AesCipher;
import io.tidegate.secrets.CipherKey;
import io.tidegate.store.PostgresKeptSecrets;
import io.tidegate.store.PostgresSetupTokens;
import io.tidegate.store.TestDatabase;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pages against the sandbox's GitHub and a real database; the whole way in a process is {@code SetupIT}. */
class SetupResourceTest {
    private static final String TOKEN = "a".repeat(64);
    private final GitHubStandIn github = new GitHubStandIn(0, new Journal(), new SandboxClock(), new Holds());
    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresSetupTokens tokens = new PostgresSetupTokens(database.database);
    private final PostgresKeptSecrets kept = new PostgresKeptSecrets(database.database);
    private final Cipher cipher =
            new AesCipher(CipherKey.derivedFrom("a key for tests".getBytes(StandardCharsets.UTF_8)), List.of());
    private boolean keep;
    private Instant now = Instant.now();

    @AfterEach
    void close() {
        github.close();
    }

    private SetupSettings settings(Role role, String app, String owner, String publicUrl) {
        return new SetupSettings(
                role,
                Optional.of(app),
                URI.create(github.url()),
                URI.create(github.apiUrl()),
                Optional.of(owner),
                Optional.empty(),
                Optional.of(publicUrl),
                keep);
    }

    private SetupResource setup(String owner) {
        SetupSettings settings = settings(Role.SETUP, "", owner, "https://tidegate.example/");
        tokens.issue(Secret.digest("token", TOKEN), now.plus(Duration.ofMinutes(30)));
        return resource(settings);
    }

    private SetupResource resource(SetupSettings settings) {
        Keeping keeping = new Keeping(kept, () -> cipher);
        return new SetupResource(settings, tokens, new Conversion(settings), keeping, () -> now, new SecureRandom());
    }

    private record Begun(String session, String state, String manifest) {}

    private static Begun begun(SetupResource setup) {
        Response page = setup.begin(TOKEN);
        assertThat(page.getStatus()).isEqualTo(200);
        String html = (String) page.getEntity();
        return new Begun(
                page.getCookies().get("tidegate-setup").getValue(),
                found("state=([0-9a-f]{64})", html),
                found("value=\"([^\"]*)\"", html).replace("&quot;", "\""));
    }

    /** What an owner of the organisation does on GitHub's pages. */
    private String code(String organization, String manifest) throws Exception {
        String shown = post(
                        github.url() + "/organizations/" + organization + "/settings/apps/new?state=s",
                        "manifest=" + URLEncoder.encode(manifest, StandardCharsets.UTF_8))
                .body();
        HttpResponse<String> redirect = post(github.url() + found("action=\"([^\"]*)\"", shown), "a=b");
        return found("code=([^&]*)", redirect.headers().firstValue("Location").orElseThrow());
    }

    private static HttpResponse<String> post(String url, String form) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("User-Agent", "a browser")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    @Test
    void the_manifest_is_the_projects_with_the_addresses_of_this_installation() throws Exception {
        Map<?, ?> manifest = new ObjectMapper().readValue(begun(setup("acme")).manifest(), Map.class);
        assertThat(manifest.get("url")).isEqualTo("https://tidegate.example");
        assertThat(manifest.get("hook_attributes"))
                .isEqualTo(Map.of("url", "https://tidegate.example/webhooks/github", "active", true));
        assertThat(manifest.get("redirect_url")).isEqualTo("https://tidegate.example/setup/callback");
        assertThat(manifest.get("public")).isEqualTo(false);
        assertThat((Map<?, ?>) manifest.get("default_permissions")).hasSize(9);
        assertThat((List<?>) manifest.get("default_events")).hasSize(5);
    }

    @Test
    void the_credentials_are_handed_over_once_in_every_form_and_then_all_is_404() throws Exception {
        SetupResource setup = setup("Acme");
        Begun begun = begun(setup);
        String code = code("acme", begun.manifest());

        Response done = setup.callback(code, begun.state(), begun.session());

        assertThat(done.getStatus()).isEqualTo(200);
        assertThat(done.getHeaderString("Cache-Control")).isEqualTo("no-store");
        assertThat((String) done.getEntity())
                .contains(
                        "TIDEGATE_GITHUB_APP_ID=&#39;" + github.appId() + "&#39;",
                        "TIDEGATE_GITHUB_PRIVATE_KEY=&#39;-----BEGIN RSA PRIVATE KEY-----\\n",
                        "kind: Secret",
                        "TIDEGATE_GITHUB_WEBHOOK_SECRET: &quot;" + github.webhookSecret() + "&quot;",
                        "&quot;TIDEGATE_GITHUB_APP_ID&quot; : &quot;" + github.appId() + "&quot;");
        assertThat(github.appPermissions()).containsEntry("merge_queues", "read");
        assertThat(setup.page().getStatus()).isEqualTo(404);
        assertThat(setup.begin(TOKEN).getStatus()).isEqualTo(404);
        assertThat(setup.callback(code, begun.state(), begun.session()).getStatus())
                .isEqualTo(404);
    }

    @Test
    void credentials_that_are_to_be_kept_are_sealed_in_the_database_and_shown_nowhere() throws Exception {
        keep = true;
        SetupResource setup = setup("acme");
        Begun begun = begun(setup);

        Response done = setup.callback(code("acme", begun.manifest()), begun.state(), begun.session());

        assertThat((String) done.getEntity())
                .contains("App " + github.appId(), "Restart Tidegate")
                .doesNotContain(github.webhookSecret(), "PRIVATE KEY", "<textarea");
        assertThat(opened("tidegate.github.app-id")).isEqualTo("" + github.appId());
        assertThat(opened("tidegate.github.webhook-secret")).isEqualTo(github.webhookSecret());
        assertThat(opened("tidegate.github.private-key")).contains("BEGIN RSA PRIVATE KEY");
        assertThat(kept.kept().values())
                .allSatisfy(bytes -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .doesNotContain(github.webhookSecret(), "PRIVATE"));
        assertThat(setup.page().getStatus()).isEqualTo(404);
    }

    private String opened(String key) {
        byte[] sealed = kept.kept().get(key);
        return new String(cipher.open(KeptSecrets.TABLE, KeptSecrets.COLUMN, key, sealed), StandardCharsets.UTF_8);
    }

    @Test
    void credentials_are_not_kept_unless_somebody_asked_for_it() throws Exception {
        SetupResource setup = setup("acme");
        Begun begun = begun(setup);
        setup.callback(code("acme", begun.manifest()), begun.state(), begun.session());
        assertThat(kept.kept()).isEmpty();
    }

    @Test
    void an_answer_of_another_browser_or_to_another_question_or_twice_is_refused() throws Exception {
        SetupResource setup = setup("acme");
        Begun earlier = begun(setup);
        Begun begun = begun(setup);
        String code = code("acme", begun.manifest());

        assertThat(setup.callback(code, begun.state(), null).getStatus()).isEqualTo(403);
        assertThat(setup.callback(code, begun.state(), earlier.session()).getStatus())
                .isEqualTo(403);
        assertThat(setup.callback(code, null, begun.session()).getStatus()).isEqualTo(403);
        assertThat(setup.callback("../../app", begun.state(), begun.session()).getStatus())
                .isEqualTo(403);
        assertThat(setup.callback(code, earlier.state(), earlier.session()).getStatus())
                .as("a browser that began before the other one")
                .isEqualTo(403);

        assertThat(setup.callback("nonsense", begun.state(), begun.session()).getStatus())
                .isEqualTo(502);
        assertThat(setup.callback(code, begun.state(), begun.session()).getStatus())
                .as("its one answer was taken")
                .isEqualTo(403);
        Begun again = begun(setup);
        assertThat(setup.callback(code, again.state(), again.session()).getStatus())
                .isEqualTo(200);
    }

    @Test
    void an_app_of_another_owner_is_thrown_away_and_the_setup_stays_open() throws Exception {
        SetupResource setup = setup("acme");
        Begun begun = begun(setup);

        Response refused = setup.callback(code("mallory", begun.manifest()), begun.state(), begun.session());

        assertThat(refused.getStatus()).isEqualTo(403);
        assertThat((String) refused.getEntity())
                .contains("mallory")
                .doesNotContain("PRIVATE KEY", github.webhookSecret());
        assertThat(setup.page().getStatus()).isEqualTo(200);
    }

    @Test
    void without_the_token_or_after_half_an_hour_nothing_begins() {
        SetupResource setup = setup("acme");
        assertThat(setup.begin(null).getStatus()).isEqualTo(403);
        assertThat(setup.begin("b".repeat(64)).getStatus()).isEqualTo(403);
        assertThat(setup.begin("b".repeat(64)).getCookies()).isEmpty();
        now = now.plus(Duration.ofMinutes(31));
        assertThat(setup.page().getStatus()).isEqualTo(404);
        assertThat(setup.begin(TOKEN).getStatus()).isEqualTo(404);
    }

    @Test
    void a_process_that_was_not_started_for_it_or_has_an_app_has_no_such_page() {
        for (SetupSettings settings : List.of(
                settings(Role.ALL, "", "acme", "https://tidegate.example"),
                settings(Role.SETUP, "7", "acme", "https://tidegate.example"))) {
            tokens.issue(Secret.digest("token", TOKEN), now.plus(Duration.ofMinutes(30)));
            SetupResource setup = resource(settings);
            assertThat(setup.page().getStatus()).isEqualTo(404);
            assertThat(setup.begin(TOKEN).getStatus()).isEqualTo(404);
            assertThat(setup.callback("c", "s", "s").getStatus()).isEqualTo(404);
        }
    }

    @Test
    void without_an_owner_or_an_address_it_does_not_begin_and_says_so() {
        assertThatThrownBy(() -> settings(Role.SETUP, "", "", "nonsense"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tidegate.setup-owner is missing")
                .hasMessageContaining("tidegate.public-url is missing");
    }

    @Test
    void the_app_is_installed_by_a_link_that_leaves_the_credentials_on_the_screen() {
        Registered app = new Registered(7, "tidegate", "acme", "https://github.com/apps/tidegate", "key", "secret");
        assertThat(List.of(Page.credentials(app), Page.kept(app)))
                .allSatisfy(page -> assertThat(page)
                        .contains("<a href=\"https://github.com/apps/tidegate/installations/new\" target=\"_blank\""));
    }

    @Test
    void whatever_is_put_into_a_page_stays_text() {
        Registered hostile =
                new Registered(7, "<script>", "\"'&", "javascript:alert(1)", "</textarea><script>", "s'ecret");
        String page = Page.credentials(hostile);
        assertThat(page).doesNotContain("<script>", "</textarea><script", "href=");
        assertThat(Credentials.environment(hostile)).contains("'s'\\''ecret'");
    }
}
