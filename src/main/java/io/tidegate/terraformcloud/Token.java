package io.tidegate.terraformcloud;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A bearer token, which no text that is made of it reveals. */
final class Token {
    private final String text;

    Token(String text) {
        this.text = text.strip();
    }

    String authorization() {
        return "Bearer " + text;
    }

    /** Names the token where it must not be shown. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update("tidegate budget ".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    boolean isBlank() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), token.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Token[withheld]";
    }
}
