package io.tidegate.cli;

import io.smallrye.config.SmallRyeConfig;
import io.tidegate.flow.Cipher;
import io.tidegate.flow.KeptSecrets;
import io.tidegate.flow.Role;
import io.tidegate.ops.InstallationKey;
import io.tidegate.secrets.KeptSource;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.PostgresKeptSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the setup kept in the database: opened before there is a configuration, of which it is the last source then. */
final class KeptCredentials {
    private static final String KEY = "tidegate.github.private-key";
    private static final String HOOK = "tidegate.github.webhook-secret";
    private final KeptSecrets secrets;
    private final boolean external;

    /** @param external whether other processes share the database, so that only a configured key can be theirs */
    KeptCredentials(EmbeddedDatabase.Access access, boolean external) {
        this.secrets = PostgresKeptSecrets.beside(access);
        this.external = external;
    }

    /** Whether a process of this role lacks what could have been kept. */
    static boolean needed(Role role) throws IOException {
        SmallRyeConfig config = Settings.read();
        return keys(role).stream()
                .anyMatch(key -> config.getOptionalValue(key, String.class)
                        .filter(value -> !value.isBlank())
                        .isEmpty());
    }

    /** The process that faces the internet holds no private key. */
    private static List<String> keys(Role role) {
        return switch (role) {
            case ALL, SETUP -> List.of(KeptSource.APP, KEY, HOOK);
            case WEB -> List.of(KeptSource.APP, HOOK);
            case WORKER -> List.of(KeptSource.APP, KEY);
        };
    }

    /**
     * Lets every configuration that is read from now on end with what is kept for this role.
     *
     * @return the keys that are kept
     * @throws IllegalStateException with a sentence for the operator where it cannot be opened
     */
    List<String> take(Role role) {
        Map<String, byte[]> kept = secrets.kept();
        if (kept.isEmpty()) {
            return List.of();
        }
        try {
            Cipher cipher = cipher();
            Map<String, String> opened = new HashMap<>();
            for (String key : keys(role)) {
                byte[] bytes = kept.get(key);
                String value = bytes == null ? "" : open(cipher, key, bytes);
                if (!value.isEmpty()) {
                    opened.put(key, value);
                }
            }
            KeptSource.ofProcess(opened);
            return List.copyOf(kept.keySet());
        } catch (Cipher.Unopenable | IllegalStateException unopenable) {
            throw new IllegalStateException(
                    "The credentials that the setup kept in the database cannot be opened. " + unopenable.getMessage());
        }
    }

    /** After a rotation, what is kept is sealed with the key of today. */
    void renew() {
        Map<String, byte[]> kept = secrets.kept();
        if (kept.isEmpty()) {
            return;
        }
        Cipher cipher = cipher();
        Map<String, byte[]> again = new TreeMap<>();
        kept.forEach((key, old) -> {
            if (cipher.retired(old)) {
                byte[] plain = cipher.open(KeptSecrets.TABLE, KeptSecrets.COLUMN, key, old);
                again.put(key, cipher.seal(KeptSecrets.TABLE, KeptSecrets.COLUMN, key, plain));
            }
        });
        if (!again.isEmpty()) {
            secrets.keep(again);
        }
    }

    private Cipher cipher() {
        String key = Run.setting("tidegate.encryption-key").orElse("");
        boolean file = !external && Files.exists(Run.home().resolve("keys").resolve("digest"));
        return InstallationKey.cipher(
                key, Run.setting("tidegate.encryption-key-previous").orElse(""), !file, Run.home());
    }

    private static String open(Cipher cipher, String key, byte[] sealed) {
        return new String(cipher.open(KeptSecrets.TABLE, KeptSecrets.COLUMN, key, sealed), StandardCharsets.UTF_8);
    }
}
