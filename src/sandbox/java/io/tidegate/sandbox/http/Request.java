package io.tidegate.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One request as received.
 *
 * @param path the raw path, still percent-encoded
 * @param parameters the decoded values of the route's {@code {names}}
 * @param query the decoded query, first value of each name
 */
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, String> query,
        Headers headers,
        byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The value of a route parameter. */
    public String parameter(String name) {
        return parameters.get(name);
    }

    public int number(String name) {
        try {
            return Integer.parseInt(parameters.get(name));
        } catch (NumberFormatException e) {
            throw new Refusal(404, "Not Found");
        }
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; an empty body is an empty object. */
    public JsonNode json() {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new Refusal(400, "Problems parsing JSON");
        }
    }
}
