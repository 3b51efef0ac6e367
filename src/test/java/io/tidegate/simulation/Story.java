package io.tidegate.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What happened, in numbered steps. The same seed tells the same story. */
final class Story {
    private final List<String> steps = new ArrayList<>();

    void tell(String step) {
        steps.add(step);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append("%5d  ".formatted(i + 1)).append(steps.get(i)).append('\n');
        }
        return text.toString();
    }

    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            steps.forEach(step -> sha.update((step + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
