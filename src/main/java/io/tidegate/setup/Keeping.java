package io.tidegate.setup;

import io.tidegate.flow.Cipher;
import io.tidegate.flow.KeptSecrets;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Keeps the App's credentials in the database, encrypted under the key of the installation. */
@Singleton
final class Keeping {
    private final KeptSecrets secrets;
    private final Supplier<Cipher> cipher;

    @Inject
    Keeping(KeptSecrets secrets, Instance<Cipher> cipher) {
        this(secrets, cipher::get);
    }

    Keeping(KeptSecrets secrets, Supplier<Cipher> cipher) {
        this.secrets = secrets;
        this.cipher = cipher;
    }

    /** @throws IllegalStateException with a sentence for the operator where there is no key */
    void demandKey() {
        Objects.requireNonNull(cipher.get());
    }

    void keep(Registered app) {
        Map<String, byte[]> sealed = new TreeMap<>();
        Credentials.settings(app)
                .forEach((key, value) -> sealed.put(
                        key,
                        cipher.get()
                                .seal(
                                        KeptSecrets.TABLE,
                                        KeptSecrets.COLUMN,
                                        key,
                                        value.getBytes(StandardCharsets.UTF_8))));
        secrets.keep(sealed);
    }
}
