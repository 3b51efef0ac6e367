package io.tidegate.terraformcloud;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the id that git gives to a content (SHA-1 over {@code blob}, its length, a zero byte, and itself). */
final class BlobId extends OutputStream {
    private final DigestOutputStream out;

    BlobId(long size, OutputStream to) {
        MessageDigest sha = sha1();
        sha.update(("blob " + size + "\0").getBytes(StandardCharsets.UTF_8));
        out = new DigestOutputStream(to, sha);
    }

    boolean matches(String id) {
        return HexFormat.of().formatHex(out.getMessageDigest().digest()).equals(id);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-1", impossible);
        }
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }
}
