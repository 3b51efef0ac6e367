package io.tidegate.ops;

import io.quarkus.runtime.StartupEvent;
import io.tidegate.audit.SealKey;
import io.tidegate.flow.Cipher;
import io.tidegate.flow.Role;
import io.tidegate.plan.DigestKey;
import io.tidegate.secrets.AesCipher;
import io.tidegate.secrets.CipherKey;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The key of this installation for digests of plans. It is derived from {@code tidegate.encryption-key}; only beside an
 * embedded database may it be a random one in a file, since replicas on an external database must share it.
 */
@Singleton
public final class InstallationKey {
    private static final Logger LOG = Logger.getLogger(InstallationKey.class);
    private static final int SHORTEST = 32;
    private static final String LABEL = "tidegate digest key 1";

    /** @param embedded set by whatever started the embedded database and then named it as the database */
    @Produces
    @Singleton
    DigestKey digestKey(
            @ConfigProperty(name = "tidegate.encryption-key") Optional<String> encryptionKey,
            @ConfigProperty(name = "tidegate.database.url") Optional<String> database,
            @ConfigProperty(name = "tidegate.database.embedded", defaultValue = "false") boolean embedded,
            @ConfigProperty(name = "tidegate.home") Optional<Path> home) {
        boolean external = database.isPresent() && !embedded;
        return of(encryptionKey.orElse(""), external, folder(home));
    }

    private static Path folder(Optional<Path> home) {
        return home.orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".tidegate"));
    }

    /** Whoever digests plans can also seal what was decided about them. */
    @Produces
    @Singleton
    SealKey sealKey(DigestKey key) {
        return SealKey.derivedFrom(key.secret());
    }

    /** For what the database keeps of secrets. The previous keys open what they sealed; nothing else comes from them. */
    @Produces
    @Singleton
    Cipher cipher(
            DigestKey key,
            @ConfigProperty(name = "tidegate.encryption-key") Optional<String> encryptionKey,
            @ConfigProperty(name = "tidegate.encryption-key-previous") Optional<String> previous,
            @ConfigProperty(name = "tidegate.home") Optional<Path> home) {
        return cipher(key, encryptionKey.orElse(""), previous.orElse(""), folder(home));
    }

    /** The file with which an installation began opens what it sealed, also once a key is configured. */
    private static Cipher cipher(DigestKey key, String encryptionKey, String previous, Path home) {
        boolean file =
                !encryptionKey.isEmpty() && Files.exists(home.resolve("keys").resolve("digest"));
        return new AesCipher(
                CipherKey.derivedFrom(encryptionKey.isEmpty() ? key.secret() : bytes(encryptionKey)),
                Stream.concat(
                                previous(previous).stream().map(InstallationKey::bytes),
                                file ? Stream.of(of("", false, home).secret()) : Stream.empty())
                        .map(CipherKey::derivedFrom)
                        .toList());
    }

    /**
     * For those who open what is kept before the product has started, or beside it. Beside an external database no key is
     * made for them.
     *
     * @throws IllegalStateException with a sentence for the operator when there is no usable key
     */
    public static Cipher cipher(String encryptionKey, String previous, boolean external, Path home) {
        return cipher(of(encryptionKey, external, home), encryptionKey, previous, home);
    }

    /**
     * For those who examine the log beside the product: no key is made for them. The first is that of today.
     *
     * @param previous keys of before, separated by commas
     * @throws IllegalStateException with a sentence for the operator when there is none
     */
    public static List<SealKey> sealKeys(String encryptionKey, String previous, Path home) {
        boolean kept = Files.exists(home.resolve("keys").resolve("digest"));
        Stream<DigestKey> before = previous(previous).stream().map(key -> of(key, true, home));
        Stream<DigestKey> file = kept && !encryptionKey.isEmpty() ? Stream.of(of("", false, home)) : Stream.empty();
        return Stream.of(Stream.of(of(encryptionKey, !kept, home)), before, file)
                .flatMap(keys -> keys)
                .map(key -> SealKey.derivedFrom(key.secret()))
                .toList();
    }

    private static List<String> previous(String keys) {
        List<String> all = Stream.of(keys.split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        if (all.stream().anyMatch(key -> key.length() < SHORTEST)) {
            throw new IllegalStateException("tidegate.encryption-key-previous holds something shorter than " + SHORTEST
                    + " characters, which was no key: put the keys of before there, separated by commas.");
        }
        return all;
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** A missing key stops the start, not the first plan. */
    void demand(
            @Observes StartupEvent start,
            @ConfigProperty(name = "tidegate.role", defaultValue = "all") Role role,
            Instance<DigestKey> key) {
        if (role.works()) {
            LOG.debugf("Plans are digested with key %s", key.get().id());
        }
    }

    /** @throws IllegalStateException with a sentence for the operator when there is no usable key */
    static DigestKey of(String encryptionKey, boolean external, Path home) {
        if (!encryptionKey.isEmpty()) {
            if (encryptionKey.length() < SHORTEST) {
                throw new IllegalStateException("tidegate.encryption-key is too short: it needs at least " + SHORTEST
                        + " random characters, for example from: openssl rand -base64 48");
            }
            return named(mac(bytes(encryptionKey)));
        }
        if (external) {
            throw new IllegalStateException("tidegate.encryption-key is missing: with an external database all replicas"
                    + " need the same one. Set it to at least " + SHORTEST
                    + " random characters, for example from: openssl rand -base64 48");
        }
        return named(fromFile(home.resolve("keys").resolve("digest")));
    }

    /** The id tells keys apart without telling anything about them. */
    private static DigestKey named(byte[] secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
            return new DigestKey(HexFormat.of().formatHex(digest, 0, 4), secret);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static byte[] mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(LABEL.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    private static byte[] fromFile(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return HexFormat.of().parseHex(Files.readString(file).strip());
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The digest key " + file + " cannot be read or made: make the folder writable, or set"
                            + " tidegate.encryption-key.",
                    failed);
        } catch (IllegalArgumentException damaged) {
            throw new IllegalStateException(
                    "The digest key " + file + " is damaged: restore it from a backup, or delete it, after which plans"
                            + " need to be reviewed again.",
                    damaged);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var ownersFolder = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder == null ? file : folder, ownersFolder);
        // Written beside and then linked, so that nobody ever reads half a key and the first of two writers wins.
        Path draft = Files.createTempFile(folder, "digest", ".new", owner);
        try {
            Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n", StandardOpenOption.SYNC);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException otherWriter) {
            // Theirs is read.
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
