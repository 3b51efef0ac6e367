package io.tidegate.github;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way in: authenticated byte by byte as it arrives, kept up to a limit. What is beyond the limit is still
 * authenticated, so that a forged delivery learns nothing but that it is forged.
 */
final class SignedBody {
    private static final String PREFIX = "sha256=";
    private static final Pattern SIGNATURE = Pattern.compile(PREFIX + "[0-9a-fA-F]{64}");
    private final List<Mac> macs = new ArrayList<>();
    private final List<byte[]> chunks = new ArrayList<>();
    private final byte[] claimed;
    private final int limit;
    private long size;

    /** @param signature the {@code X-Hub-Signature-256} header, of the form that {@link #isSignature} accepts */
    SignedBody(List<byte[]> secrets, String signature, int limit) {
        this.claimed =
                HexFormat.of().parseHex(signature.substring(PREFIX.length()).toLowerCase(Locale.ROOT));
        this.limit = limit;
        for (byte[] secret : secrets) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                macs.add(mac);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }
    }

    static boolean isSignature(@Nullable String header) {
        return header != null && SIGNATURE.matcher(header).matches();
    }

    void add(byte[] chunk) {
        macs.forEach(mac -> mac.update(chunk));
        size += chunk.length;
        if (size <= limit) {
            chunks.add(chunk);
        } else {
            chunks.clear();
        }
    }

    long size() {
        return size;
    }

    boolean tooLarge() {
        return size > limit;
    }

    /** Asked once, after the last chunk. Every secret is tried, whichever fits. */
    boolean genuine() {
        boolean genuine = false;
        for (Mac mac : macs) {
            genuine |= MessageDigest.isEqual(mac.doFinal(), claimed);
        }
        return genuine;
    }

    byte[] bytes() {
        byte[] all = new byte[Math.toIntExact(size)];
        int at = 0;
        for (byte[] chunk : chunks) {
            System.arraycopy(chunk, 0, all, at, chunk.length);
            at += chunk.length;
        }
        chunks.clear();
        return all;
    }
}
