package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One state of a workspace, as Terraform wrote it.
 *
 * @param run what produced it; empty for a state that somebody brought
 */
record StateVersion(
        String id, Workspace workspace, byte[] content, User createdBy, Optional<LiveRun> run, Instant createdAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JsonNode document() {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException("the state " + id + " is not JSON", e);
        }
    }

    long serial() {
        return document().path("serial").asLong();
    }

    String lineage() {
        return document().path("lineage").asText();
    }

    String md5() {
        return md5(content);
    }

    /** What HCP Terraform has its clients name a state by. */
    static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
