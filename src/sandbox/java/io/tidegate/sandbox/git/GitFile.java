package io.tidegate.sandbox.git;

import java.nio.charset.StandardCharsets;

/**
 * A file as somebody commits it.
 *
 * @param mode as git writes it: {@code 100644}, {@code 100755} or {@code 120000}
 * @param content the bytes, for a link its target
 */
public record GitFile(String mode, byte[] content) {
    public static GitFile text(String content) {
        return new GitFile("100644", content.getBytes(StandardCharsets.UTF_8));
    }

    public static GitFile executable(String content) {
        return new GitFile("100755", content.getBytes(StandardCharsets.UTF_8));
    }

    public static GitFile link(String target) {
        return new GitFile("120000", target.getBytes(StandardCharsets.UTF_8));
    }
}
