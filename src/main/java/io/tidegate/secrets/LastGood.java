package io.tidegate.secrets;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.flow.Cipher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What Doppler said last, encrypted in a file of the home, for starts while Doppler is away. It opens only for the token
 * with which it was asked: another config's secrets are never taken for these.
 */
final class LastGood {
    private static final Logger LOG = Logger.getLogger(LastGood.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE = "file";
    private static final String COLUMN = "doppler";
    private static final String ETAG = " etag";
    private final DopplerSettings settings;
    private final Path file;
    private final String row;

    LastGood(DopplerSettings settings) {
        this.settings = settings;
        this.file = settings.home().resolve("doppler").resolve("last-good");
        this.row = row(settings);
    }

    /** What is there, without a word about it and without making anything. */
    sealed interface Kept {
        record Nothing() implements Kept {}

        record Opened(Downloaded.Secrets secrets, Instant at) implements Kept {}

        record Unusable(String why) implements Kept {}
    }

    Kept look() {
        if (!Files.exists(file)) {
            return new Kept.Nothing();
        }
        try {
            Instant at = Files.getLastModifiedTime(file).toInstant();
            byte[] plain = cipher(false).open(TABLE, COLUMN, row, Files.readAllBytes(file));
            Map<String, String> values = JSON.readValue(plain, new TypeReference<>() {});
            String etag = values.getOrDefault(ETAG, "");
            values.remove(ETAG);
            return new Kept.Opened(new Downloaded.Secrets(values, etag), at);
        } catch (Cipher.Unopenable another) {
            return new Kept.Unusable("it was kept under another token or key, or is damaged");
        } catch (IOException | IllegalStateException unreadable) {
            return new Kept.Unusable(
                    "it cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    Optional<Downloaded.Secrets> read() {
        return switch (look()) {
            case Kept.Nothing nothing -> Optional.empty();
            case Kept.Opened opened -> Optional.of(opened.secrets());
            case Kept.Unusable unusable -> {
                LOG.warnf("The copy of Doppler's secrets in %s is not used: %s.", file, unusable.why());
                yield Optional.empty();
            }
        };
    }

    Path file() {
        return file;
    }

    void keep(Downloaded.Secrets secrets) {
        try {
            Map<String, String> all = new java.util.TreeMap<>(secrets.values());
            all.put(ETAG, secrets.etag());
            write(file, cipher(true).seal(TABLE, COLUMN, row, JSON.writeValueAsBytes(all)));
        } catch (IOException | IllegalStateException unwritable) {
            LOG.warnf(
                    "No copy of Doppler's secrets can be kept in %s (%s): while Doppler is away, this process can not"
                            + " be started. Make tidegate.home writable and lasting.",
                    file, unwritable.getClass().getSimpleName());
        }
    }

    /** Whoever took the token away meant this too. */
    void drop() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.errorf("The copy of Doppler's secrets in %s cannot be deleted: delete it.", file);
        }
    }

    private Cipher cipher(boolean make) throws IOException {
        byte[] secret = settings.encryptionKey().isEmpty()
                ? ownKey(make)
                : settings.encryptionKey().getBytes(StandardCharsets.UTF_8);
        return new AesCipher(CipherKey.derivedFrom(secret), List.of());
    }

    private byte[] ownKey(boolean make) throws IOException {
        Path key = settings.home().resolve("keys").resolve("doppler");
        if (make && !Files.exists(key)) {
            byte[] secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            write(key, HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII));
        }
        byte[] secret = Files.readAllBytes(key);
        if (secret.length < 32) {
            throw new IOException("damaged key");
        }
        return secret;
    }

    /** Beside and then moved, so that nobody reads half of it. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder");
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path draft = Files.createTempFile(
                folder, "new", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(draft, bytes);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String row(DopplerSettings settings) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((settings.url() + " " + settings.token()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
