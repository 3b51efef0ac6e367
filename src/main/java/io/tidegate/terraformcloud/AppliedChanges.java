package io.tidegate.terraformcloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Counts in the log of an apply what is done: Terraform's own lines, or its events where the workspace has them. */
final class AppliedChanges {
    private static final Pattern DONE = Pattern.compile(": (Creation|Modifications|Destruction) complete after ");
    private int count;

    void line(String line) {
        if (line.startsWith("{") ? event(line) : DONE.matcher(line).find()) {
            count++;
        }
    }

    int count() {
        return count;
    }

    private static boolean event(String line) {
        try {
            return Json.tree(line.getBytes(StandardCharsets.UTF_8))
                    .path("type")
                    .asText()
                    .equals("apply_complete");
        } catch (IOException plainText) {
            return false;
        }
    }
}
