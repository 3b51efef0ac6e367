package io.tidegate.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** 256 bits of chance as text, and digests of them. */
final class Secret {
    private Secret() {}

    /** @param random the product's, which is a secure one */
    static String make(RandomGenerator random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] digest(String purpose, String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("tidegate setup " + purpose + " " + secret).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** What goes to GitHub and back: it follows from the cookie, and nobody can make the cookie of it. */
    static String state(String session) {
        return HexFormat.of().formatHex(digest("state", session));
    }
}
