package io.tidegate.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One webhook of usual size, as GitHub sends it, signed or forged. Its deliveries differ in their ids alone. */
record Webhooks(byte[] body, String signature) {
    static final String SECRET = "a webhook secret of the benchmarks";
    /** What GitHub sent for a push to a pull request of a repository with long names. */
    private static final int BYTES = 24_851;

    static Webhooks signed() {
        byte[] body = padded();
        return new Webhooks(body, signature(body, SECRET));
    }

    static Webhooks forged() {
        byte[] body = padded();
        return new Webhooks(body, signature(body, "somebody's guess"));
    }

    private static byte[] padded() {
        try (InputStream in = Webhooks.class.getResourceAsStream("/payloads/github/pull_request.opened.json")) {
            String opened = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int more = BYTES - opened.getBytes(StandardCharsets.UTF_8).length - ",\"padding\":\"\"".length();
            int end = opened.lastIndexOf('}');
            return (opened.substring(0, end) + ",\"padding\":\"" + "x".repeat(more) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a payload of the tests is missing", e);
        }
    }

    private static String signature(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
