package io.tidegate.terraformcloud;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A bearer token, which no text that is made of it reveals. */
final class Token {
    private final String text;

    Token(String text) {
        this.text = text.strip();
    }

    String authorization() {
        return "Bearer " + text;
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
