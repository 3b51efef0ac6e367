package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.flow.Cipher;
import io.tidegate.flow.KeptSecrets;
import io.tidegate.flow.Role;
import io.tidegate.ops.InstallationKey;
import io.tidegate.secrets.KeptSource;
import io.tidegate.store.PostgresKeptSecrets;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start finds in the database, and what counts of it. */
class KeptCredentialsTest {
    private static final String FIRST = "the first key of this installation for tests";
    private static final String SECOND = "the second key of this installation for tests";
    private static final String HOOK = "tidegate.github.webhook-secret";
    private static final String PEM = "tidegate.github.private-key";

    @TempDir
    Path home;

    private final TestDatabase database = TestDatabase.fresh();
    private final KeptSecrets secrets = PostgresKeptSecrets.beside(database.access());
    private final KeptCredentials kept = new KeptCredentials(database.access(), true);
    private final List<String> set = new ArrayList<>();

    @BeforeEach
    void keep() {
        set("tidegate.home", home.toString());
        set("tidegate.encryption-key", FIRST);
        Cipher cipher = InstallationKey.cipher(FIRST, "", true, home);
        Map<String, byte[]> sealed = new TreeMap<>();
        Map.of(KeptSource.APP, "7", PEM, "-----BEGIN $KEY-----", HOOK, "a webhook secret")
                .forEach((key, value) -> sealed.put(
                        key,
                        cipher.seal(
                                KeptSecrets.TABLE, KeptSecrets.COLUMN, key, value.getBytes(StandardCharsets.UTF_8))));
        secrets.keep(sealed);
    }

    @AfterEach
    void forget() {
        set.forEach(System::clearProperty);
        KeptSource.ofProcess(Map.of());
    }

    private void set(String key, String value) {
        System.setProperty(key, value);
        set.add(key);
    }

    private static Optional<String> configured(String key) throws IOException {
        return Settings.read().getOptionalValue(key, String.class);
    }

    @Test
    void they_are_the_last_source_of_the_configuration() throws IOException {
        assertThat(KeptCredentials.needed(Role.ALL)).isTrue();
        assertThat(kept.take(Role.ALL)).containsExactlyInAnyOrder(KeptSource.APP, PEM, HOOK);
        assertThat(configured(KeptSource.APP)).contains("7");
        assertThat(configured(PEM)).contains("-----BEGIN $KEY-----");
        assertThat(KeptCredentials.needed(Role.ALL)).isFalse();

        set(HOOK, "of the environment");
        assertThat(configured(HOOK)).contains("of the environment");
        assertThat(Run.setting(HOOK)).contains("of the environment");
        assertThat(Run.setting(PEM)).contains("-----BEGIN $KEY-----");
    }

    @Test
    void of_another_app_than_the_configured_one_none_counts() throws IOException {
        set(KeptSource.APP, "8");
        kept.take(Role.ALL);
        assertThat(configured(KeptSource.APP)).contains("8");
        assertThat(configured(PEM)).isEmpty();
        assertThat(configured(HOOK)).isEmpty();
    }

    @Test
    void a_process_that_faces_the_internet_is_given_no_private_key() throws IOException {
        kept.take(Role.WEB);
        assertThat(configured(HOOK)).contains("a webhook secret");
        assertThat(configured(PEM)).isEmpty();
        kept.take(Role.WORKER);
        assertThat(configured(HOOK)).isEmpty();
        assertThat(configured(PEM)).isPresent();
    }

    @Test
    void without_its_key_they_stay_closed_and_the_start_says_what_to_do() {
        set("tidegate.encryption-key", SECOND);
        assertThatThrownBy(() -> kept.take(Role.ALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("that the setup kept in the database cannot be opened")
                .hasMessageContaining("tidegate.encryption-key-previous");
        System.clearProperty("tidegate.encryption-key");
        assertThatThrownBy(() -> kept.take(Role.ALL)).hasMessageContaining("tidegate.encryption-key is missing");
    }

    @Test
    void after_a_rotation_the_previous_key_opens_them_once_and_the_new_one_from_then_on() throws IOException {
        set("tidegate.encryption-key", SECOND);
        set("tidegate.encryption-key-previous", FIRST);
        kept.take(Role.ALL);
        kept.renew();
        System.clearProperty("tidegate.encryption-key-previous");
        kept.take(Role.ALL);
        assertThat(configured(HOOK)).contains("a webhook secret");
    }

    @Test
    void what_was_exchanged_between_rows_or_changed_is_not_opened() {
        Map<String, byte[]> exchanged = new TreeMap<>(secrets.kept());
        exchanged.put(HOOK, secrets.kept().get(PEM));
        secrets.keep(exchanged);
        assertThatThrownBy(() -> kept.take(Role.ALL)).hasMessageContaining("belongs to another row");
    }

    @Test
    void a_database_without_tables_or_without_any_kept_says_nothing() {
        assertThat(new KeptCredentials(TestDatabase.emptyDatabase(), true).take(Role.ALL))
                .isEmpty();
        assertThat(new KeptCredentials(TestDatabase.fresh().access(), true).take(Role.ALL))
                .isEmpty();
    }
}
