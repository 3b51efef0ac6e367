package io.tidegate.plan;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which digests are made. Digests under different keys never compare as equal; a retired key is kept, so
 * that old ones can still be explained.
 *
 * @param id names the key in every digest: {@code scheme:id:hex}
 */
public record DigestKey(String id, byte[] secret) {
    /** The version of the canonical form; a new one makes all earlier plans uncovered, which is the safe way. */
    public static final String SCHEME = "t1";

    private static final int SMALLEST_SECRET = 16;

    public DigestKey {
        if (id.isEmpty() || !id.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-'))) {
            throw new IllegalArgumentException("A digest key's id is made of letters, digits and dashes.");
        }
        if (secret.length < SMALLEST_SECRET) {
            throw new IllegalArgumentException("A digest key has at least " + SMALLEST_SECRET + " bytes.");
        }
        secret = secret.clone();
    }

    @Override
    public byte[] secret() {
        return secret.clone();
    }

    /** {@code scheme:id}, the beginning of every digest under this key. */
    public String prefix() {
        return SCHEME + ":" + id;
    }

    /** A keyed digest of a value, safe to store beside it being secret. */
    public String digest(Value value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            Consumer<byte[]> sink = mac::update;
            Canonical.write(value, sink);
            return prefix() + ":" + HexFormat.of().formatHex(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }

    @Override
    public String toString() {
        return "DigestKey[" + id + "]";
    }
}
