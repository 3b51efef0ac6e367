package io.tidegate.terraformcloud;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/** A bearer token as it is now, which no text that is made of it reveals. */
final class Token {
    private final Supplier<String> text;

    Token(String text) {
        this(() -> text);
    }

    /** @param text asked with each use, since it can be renewed */
    Token(Supplier<String> text) {
        this.text = () -> text.get().strip();
    }

    String authorization() {
        return "Bearer " + text.get();
    }

    /** Names the token where it must not be shown. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update("tidegate budget ".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(text.get().getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    boolean isBlank() {
        return text.get().isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token
                && MessageDigest.isEqual(
                        text.get().getBytes(StandardCharsets.UTF_8),
                        token.text.get().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.get().hashCode();
    }

    @Override
    public String toString() {
        return "Token[withheld]";
    }
}
