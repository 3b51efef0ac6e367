package io.tidegate.audit;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals the audit log. It is never in the database: who can write there cannot seal.
 *
 * @param id names the key without telling anything about it
 */
public record SealKey(String id, byte[] secret) {
    /** The version of what is sealed, and how. */
    public static final String SCHEME = "a1";

    private static final int SMALLEST_SECRET = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "tidegate audit key 1";

    public SealKey {
        if (!id.matches("[0-9a-z-]{1,64}") || secret.length < SMALLEST_SECRET) {
            throw new IllegalArgumentException("A key for seals has an id and at least " + SMALLEST_SECRET + " bytes.");
        }
        secret = secret.clone();
    }

    /** The key for seals that belongs to a secret of the installation; nothing of that secret can be found from it. */
    public static SealKey derivedFrom(byte[] installation) {
        byte[] secret = hmac(installation, List.of(LABEL));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret);
            return new SealKey(HexFormat.of().formatHex(digest, 0, 4), secret);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    @Override
    public byte[] secret() {
        return secret.clone();
    }

    /** {@code scheme:id}, the beginning of every digest and seal under this key. */
    public String prefix() {
        return SCHEME + ":" + id;
    }

    /** Of what the row holds. Its number is in the seal: so rows whose contents were exchanged are recognised. */
    public String digest(Entry entry) {
        return text(List.of(
                "row",
                micros(entry.at()),
                Long.toString(entry.repository()),
                Integer.toString(entry.pull()),
                entry.what(),
                entry.because(),
                entry.facts()));
    }

    /** @param previous the seal of the place before; empty for the first */
    public String seal(String previous, long position, long number, Instant sealed, String digest) {
        return text(List.of("seal", previous, Long.toString(position), Long.toString(number), micros(sealed), digest));
    }

    private String text(List<String> fields) {
        return prefix() + ":" + HexFormat.of().formatHex(hmac(secret, fields));
    }

    /** As finely as PostgreSQL keeps a time. */
    private static String micros(Instant time) {
        return Long.toString(
                Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000));
    }

    /** Each field with its length before it, so that no two lists of fields are the same bytes. */
    private static byte[] hmac(byte[] key, List<String> fields) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (String field : fields) {
                byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
        }
    }

    @Override
    public String toString() {
        return "SealKey[" + id + "]";
    }
}
