package io.tidegate.sandbox.page;

import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a person filled in. */
record Form(Map<String, String> fields) {
    static Form of(Request request) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : request.text().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                // Browsers send line ends as CRLF, whatever was typed.
                fields.put(
                        decoded(pair.substring(0, equals)),
                        decoded(pair.substring(equals + 1)).replace("\r\n", "\n"));
            }
        }
        return new Form(fields);
    }

    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    String required(String name) {
        String text = text(name);
        if (text.isBlank()) {
            throw new Refusal(400, "The field " + name + " is empty.");
        }
        return text;
    }

    /** How often; once unless told. */
    int count(String name) {
        String text = text(name).isEmpty() ? "1" : text(name);
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new Refusal(400, "«" + text + "» is no count between 1 and 9999.");
        }
        return Integer.parseInt(text);
    }

    /** A path inside of the repository. */
    String path() {
        String path = required("path").strip();
        if (path.startsWith("/") || path.endsWith("/") || ("/" + path + "/").matches(".*/(\\.\\.|\\.|\\.git|)/.*")) {
            throw new Refusal(400, "«" + path + "» is no path of a file in the repository.");
        }
        return path;
    }

    /** Leads back to where the form says it was sent from; only within this site. */
    Response back(String otherwise) {
        String back = text("back");
        return Response.empty(303).with("Location", back.matches("/(?!/)[\\x21-\\x5b\\x5d-\\x7e]*") ? back : otherwise);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "The form is not well encoded.");
        }
    }
}
