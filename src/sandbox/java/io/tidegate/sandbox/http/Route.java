package io.tidegate.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a path template; {@code {name}} matches one segment, a trailing {@code {name...}} all that is left.
 */
record Route(String method, String template, String[] segments, Handler handler) {
    static Route of(String method, String template, Handler handler) {
        return new Route(method, template, template.split("/", -1), handler);
    }

    String name() {
        return method + " " + template;
    }

    Optional<Map<String, String>> match(String path) {
        String[] actual = path.split("/", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            if (i < actual.length && segment.startsWith("{") && segment.endsWith("...}")) {
                String rest = String.join("/", java.util.Arrays.copyOfRange(actual, i, actual.length));
                parameters.put(segment.substring(1, segment.length() - 4), decode(rest));
                return Optional.of(parameters);
            }
            if (i >= actual.length) {
                return Optional.empty();
            }
            if (segment.startsWith("{") && segment.endsWith("}")) {
                if (actual[i].isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(segment.substring(1, segment.length() - 1), decode(actual[i]));
            } else if (!segment.equals(actual[i])) {
                return Optional.empty();
            }
        }
        return actual.length == segments.length ? Optional.of(parameters) : Optional.empty();
    }

    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
