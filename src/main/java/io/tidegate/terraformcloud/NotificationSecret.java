package io.tidegate.terraformcloud;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks signatures of notifications: lowercase hex of HMAC-SHA512 over the raw body. */
final class NotificationSecret {
    private static final int SHORTEST = 16;
    private final List<byte[]> secrets;

    /**
     * @param text one secret, or two comma separated while it is changed; empty refuses every notification
     * @throws IllegalStateException when one is too short to be one
     */
    NotificationSecret(String text) {
        secrets = Stream.of(text.split(","))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
        if (secrets.stream().anyMatch(secret -> secret.length < SHORTEST) || secrets.size() > 2) {
            throw new IllegalStateException("tidegate.terraform.notification-secret must be one secret of at least "
                    + SHORTEST + " characters, or two separated by a comma.");
        }
    }

    static NotificationSecret of(Optional<String> text) {
        return new NotificationSecret(text.orElse(""));
    }

    boolean signed(byte[] body, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        boolean valid = false;
        for (byte[] secret : secrets) {
            valid |= MessageDigest.isEqual(sign(secret, body), given);
        }
        return valid;
    }

    private static byte[] sign(byte[] secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret, "HmacSHA512"));
            return HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA512", impossible);
        }
    }
}
