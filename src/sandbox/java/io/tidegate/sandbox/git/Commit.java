package io.tidegate.sandbox.git;

import java.util.List;

/** A commit object. */
public record Commit(
        String sha, String tree, List<String> parents, Signature author, Signature committer, String message) {
    public String subject() {
        return message.lines().findFirst().orElse("");
    }
}
