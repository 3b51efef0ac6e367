package io.tidegate.sandbox.page;

import io.tidegate.sandbox.http.Request;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps other sites out, which a browser would otherwise let act here: the page has no sign-in. Names that do not mean
 * this machine are refused too, since a foreign one may be made to lead here.
 */
final class SameSite {
    private static final Pattern HERE = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

    private SameSite() {}

    /** Why this request is refused, if it is. */
    static Optional<String> refusal(Request request) {
        String host = request.header("Host").orElse("");
        if (!HERE.matcher(host).matches()) {
            return Optional.of("This page is open to this machine only: use http://127.0.0.1 or http://localhost.");
        }
        if (request.method().equals("GET") || request.method().equals("HEAD")) {
            return Optional.empty();
        }
        Optional<String> origin = request.header("Origin");
        boolean ours = origin.isPresent()
                ? origin.get().equals("http://" + host)
                : request.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent();
        boolean foreign = request.header("Sec-Fetch-Site")
                .filter(site -> !site.equals("same-origin"))
                .isPresent();
        return ours && !foreign
                ? Optional.empty()
                : Optional.of("This came from another site, or does not say that it came from this page.");
    }
}
