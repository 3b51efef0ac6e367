package io.tidegate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.sandbox.doppler.DopplerStandIn;
import io.tidegate.sandbox.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DopplerSourceTest {
    private static final String TOKEN = "dp.st.prd.canary0123456789abcdef";
    private static final String SECRET = "the webhook secret of today";

    @TempDir
    Path home;

    private final DopplerStandIn doppler = new DopplerStandIn(TOKEN);
    private final Map<String, String> given = new HashMap<>();

    @BeforeEach
    void configure() {
        given.put("tidegate.doppler.token", TOKEN);
        given.put("tidegate.doppler.url", doppler.url());
        given.put("tidegate.home", home.toString());
        doppler.put("TIDEGATE_GITHUB_WEBHOOK_SECRET", SECRET);
    }

    @AfterEach
    void close() {
        doppler.close();
    }

    private DopplerSource start() {
        return DopplerSource.open(
                DopplerSettings.of(key -> Optional.ofNullable(given.get(key))).orElseThrow());
    }

    private Path copy() {
        return home.resolve("doppler/last-good");
    }

    private static String secret(DopplerSource source) {
        return String.valueOf(source.getValue("tidegate.github.webhook-secret"));
    }

    @Test
    void its_names_are_those_of_environment_variables_and_its_own_are_left_out() {
        doppler.put("TIDEGATE_TERRAFORM_ORGANIZATIONS_0__NAME", "acme");
        doppler.put("TIDEGATE_TERRAFORM_ORGANIZATIONS_0__TOKEN", "t0k3n");
        doppler.put("TIDEGATE_DATABASE_PASSWORD", "pa$$word ${not.a.reference} $HOME {}");
        DopplerSource source = start();
        assertThat(secret(source)).isEqualTo(SECRET);
        assertThat(source.getPropertyNames())
                .contains("tidegate.terraform.organizations[0].name", "tidegate.terraform.organizations[0].token")
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("doppler"));

        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(source)
                .build();
        assertThat(config.getValue("tidegate.terraform.organizations[0].token", String.class))
                .isEqualTo("t0k3n");
        assertThat(config.getValue("tidegate.database.password", String.class))
                .isEqualTo("pa$$word ${not.a.reference} $HOME {}");
    }

    @Test
    void environment_variables_win_over_files_and_files_over_doppler_and_doppler_over_what_is_built_in()
            throws IOException {
        doppler.put("TIDEGATE_TERRAFORM_TOKEN", "of Doppler");
        doppler.put("TIDEGATE_DATABASE_PASSWORD", "of Doppler");
        Path file = Files.writeString(home.resolve("token"), "of a file\n");
        Map<String, String> environment = new HashMap<>(given);
        environment.put("tidegate.github.webhook-secret", "of the environment");
        environment.put("tidegate.terraform.token-file", file.toString());
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withSources(new PropertiesConfigSource(
                        Map.of("tidegate.database.password", "built in"), "application.properties", 250))
                .withSources(new SecretSources())
                .build();
        assertThat(config.getValue("tidegate.github.webhook-secret", String.class))
                .isEqualTo("of the environment");
        assertThat(config.getValue("tidegate.terraform.token", String.class)).isEqualTo("of a file");
        assertThat(config.getValue("tidegate.database.password", String.class)).isEqualTo("of Doppler");
    }

    @Test
    void what_has_not_changed_is_not_sent_again_and_what_has_is_named() {
        DopplerSource source = start();
        assertThat(source.renew()).isEmpty();
        assertThat(doppler.unchanged()).isEqualTo(1);
        doppler.put("TIDEGATE_GITHUB_WEBHOOK_SECRET", "the webhook secret of tomorrow");
        doppler.put("TIDEGATE_NEW", "new");
        assertThat(source.renew()).containsExactly("TIDEGATE_GITHUB_WEBHOOK_SECRET", "TIDEGATE_NEW");
        assertThat(secret(source)).isEqualTo("the webhook secret of tomorrow");
        doppler.remove("TIDEGATE_NEW");
        assertThat(source.renew()).containsExactly("TIDEGATE_NEW");
        assertThat(doppler.whole()).isEqualTo(3);
    }

    @Test
    void the_copy_is_private_and_encrypted_and_asks_only_whether_anything_changed() throws IOException {
        start();
        assertThat(Files.readString(copy(), StandardCharsets.ISO_8859_1)).doesNotContain(SECRET, TOKEN, "TIDEGATE");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy())))
                .isEqualTo("rw-------");
        assertThat(secret(start())).isEqualTo(SECRET);
        assertThat(doppler.unchanged()).isEqualTo(1);
        assertThat(doppler.whole()).isEqualTo(1);
    }

    @Test
    void while_doppler_is_away_or_limits_or_answers_nonsense_a_start_takes_the_copy() {
        start();
        for (Response away : List.of(
                Response.empty(500),
                Response.empty(503),
                Response.empty(429).with("Retry-After", "5"),
                Response.text(200, "text/html", "<html>log in first</html>"),
                Response.text(200, "application/json", "[1]"))) {
            doppler.trouble(away);
            assertThat(secret(start())).isEqualTo(SECRET);
        }
        doppler.close();
        assertThat(secret(start())).isEqualTo(SECRET);
    }

    @Test
    void without_a_copy_and_without_doppler_it_does_not_start_and_says_what_to_do() {
        doppler.close();
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not be asked for secrets: it cannot be reached")
                .hasMessageContaining("there is no copy")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void a_copy_of_another_key_token_or_hand_is_not_taken() throws IOException {
        given.put("tidegate.encryption-key", "0123456789abcdef0123456789abcdef");
        start();
        byte[] kept = Files.readAllBytes(copy());
        doppler.trouble(Response.empty(503));
        assertThat(secret(start())).isEqualTo(SECRET);

        given.put("tidegate.encryption-key", "another key 6789abcdef0123456789");
        assertThatThrownBy(this::start).hasMessageContaining("there is no copy");
        given.put("tidegate.encryption-key", "0123456789abcdef0123456789abcdef");
        given.put("tidegate.doppler.token", "dp.st.dev.another0123456789");
        assertThatThrownBy(this::start).hasMessageContaining("there is no copy");
        given.put("tidegate.doppler.token", TOKEN);
        kept[kept.length - 1] ^= 1;
        Files.write(copy(), kept);
        assertThatThrownBy(this::start).hasMessageContaining("there is no copy");
    }

    @Test
    void a_token_that_is_refused_drops_the_copy_and_stops_the_start() {
        for (int status : new int[] {401, 403, 404}) {
            doppler.trouble(null);
            start();
            assertThat(copy()).exists();
            doppler.trouble(Response.empty(status));
            assertThatThrownBy(this::start)
                    .hasMessageContaining("tidegate.doppler.token is refused by Doppler with " + status)
                    .hasMessageContaining("Make a new service token")
                    .hasMessageNotContaining(TOKEN);
            assertThat(copy()).doesNotExist();
        }
    }

    @Test
    void a_running_process_goes_on_with_what_it_knows_whatever_doppler_answers() {
        DopplerSource source = start();
        doppler.trouble(Response.empty(503));
        assertThat(source.renew()).isEmpty();
        assertThat(secret(source)).isEqualTo(SECRET);
        assertThat(copy()).exists();
        doppler.trouble(null);
        doppler.revoke(TOKEN);
        assertThat(source.renew()).isEmpty();
        assertThat(secret(source)).isEqualTo(SECRET);
        assertThat(copy()).doesNotExist();
    }

    @Test
    void its_limit_says_for_how_long_it_is_not_asked() {
        DopplerSource source = start();
        doppler.leave(0);
        source.renew();
        assertThat(source.pause()).contains(Duration.ofSeconds(2));
        doppler.leave(10);
        source.renew();
        assertThat(source.pause()).isEmpty();
    }

    @Test
    void other_tokens_and_addresses_without_tls_are_refused_by_name() {
        given.put("tidegate.doppler.token", "dp.pt.canary0123456789abcdef");
        assertThatThrownBy(this::start)
                .hasMessageContaining("tidegate.doppler.token is no service token")
                .hasMessageNotContaining("canary");
        given.put("tidegate.doppler.token", TOKEN);
        given.put("tidegate.doppler.url", "http://doppler.example");
        assertThatThrownBy(this::start).hasMessageContaining("tidegate.doppler.url must be an https address");
    }
}
