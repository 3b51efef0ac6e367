package io.tidegate.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks {@code X-Doppler-Signature}: {@code sha256=} and hex of HMAC-SHA256 over the raw body. */
final class DopplerSignature {
    private static final int SHORTEST = 16;
    private final List<byte[]> secrets;

    private DopplerSignature(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /** @param text one secret, or two comma separated while it is changed; empty accepts nothing */
    static DopplerSignature of(Optional<String> text) {
        List<byte[]> secrets = Stream.of(text.orElse("").split(","))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
        if (secrets.size() > 2 || secrets.stream().anyMatch(secret -> secret.length < SHORTEST)) {
            throw new IllegalStateException(SecretKeys.DOPPLER_WEBHOOK + " must be one secret of at least " + SHORTEST
                    + " characters, or two separated by a comma.");
        }
        return new DopplerSignature(secrets);
    }

    boolean of(byte[] body, String header) {
        byte[] claimed = header.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        boolean genuine = false;
        for (byte[] secret : secrets) {
            genuine |= MessageDigest.isEqual(sign(secret, body), claimed);
        }
        return genuine;
    }

    private static byte[] sign(byte[] secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return ("sha256=" + HexFormat.of().formatHex(mac.doFinal(body))).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
