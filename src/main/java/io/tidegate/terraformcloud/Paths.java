package io.tidegate.terraformcloud;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parts of addresses, and directories as HCP Terraform and people write them. */
final class Paths {
    private Paths() {}

    /** One segment of a path or value of a query. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    /** Without leading {@code ./} or slashes around it; the root is empty. */
    static String directory(@Nullable String text) {
        String path = text == null ? "" : text.strip();
        while (path.startsWith("./") || path.startsWith("/")) {
            path = path.substring(path.indexOf('/') + 1);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.equals(".") ? "" : path;
    }
}
