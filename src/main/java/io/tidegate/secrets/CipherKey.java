package io.tidegate.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of AES-256, derived from a secret of the installation, and the id by which what it sealed is recognised. */
public final class CipherKey {
    static final int ID = 4;
    private static final String LABEL = "tidegate cipher key 1";
    private final byte[] id;
    private final SecretKey key;

    private CipherKey(byte[] id, SecretKey key) {
        this.id = id;
        this.key = key;
    }

    /** Nothing of the secret, nor of what else is derived from it, can be found from this key. */
    public static CipherKey derivedFrom(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] derived = mac.doFinal(LABEL.getBytes(StandardCharsets.UTF_8));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(derived);
            return new CipherKey(Arrays.copyOf(digest, ID), new SecretKeySpec(derived, "AES"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256 and SHA-256", impossible);
        }
    }

    byte[] id() {
        return id.clone();
    }

    SecretKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "CipherKey[" + HexFormat.of().formatHex(id) + "]";
    }
}
