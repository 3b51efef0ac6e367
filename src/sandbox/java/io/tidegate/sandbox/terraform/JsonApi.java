package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Documents, pages and errors in the form of JSON:API. */
final class JsonApi {
    static final String MEDIA_TYPE = "application/vnd.api+json";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEFAULT_PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private JsonApi() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ObjectNode resource(String type, String id, ObjectNode attributes) {
        ObjectNode node = object().put("id", id).put("type", type);
        node.set("attributes", attributes);
        return node;
    }

    static void relate(ObjectNode resource, String name, String type, String id) {
        ObjectNode data = object().put("id", id).put("type", type);
        resource.withObjectProperty("relationships").putObject(name).set("data", data);
    }

    static void relateNothing(ObjectNode resource, String name) {
        resource.withObjectProperty("relationships").putObject(name).putNull("data");
    }

    static void relateList(ObjectNode resource, String name, String type, List<String> ids) {
        ArrayNode data =
                resource.withObjectProperty("relationships").putObject(name).putArray("data");
        ids.forEach(id -> data.addObject().put("id", id).put("type", type));
    }

    static void relateEmptyList(ObjectNode resource, String name) {
        resource.withObjectProperty("relationships").putObject(name).putArray("data");
    }

    static Response one(int status, ObjectNode resource) {
        return answer(status, (ObjectNode) object().set("data", resource));
    }

    static Response one(int status, ObjectNode resource, List<ObjectNode> included) {
        ObjectNode document = (ObjectNode) object().set("data", resource);
        if (!included.isEmpty()) {
            document.putArray("included").addAll(included);
        }
        return answer(status, document);
    }

    static <T> Response page(Request request, List<T> all, Function<T, ObjectNode> render) {
        int size = Math.clamp(number(request, "page[size]", DEFAULT_PAGE), 1, LARGEST_PAGE);
        int number = Math.max(number(request, "page[number]", 1), 1);
        int pages = Math.max(1, (all.size() + size - 1) / size);
        ObjectNode document = object();
        ArrayNode data = document.putArray("data");
        all.stream().skip((long) (number - 1) * size).limit(size).map(render).forEach(data::add);
        ObjectNode links = document.putObject("links");
        links.put("self", link(request, number, size)).put("first", link(request, 1, size));
        links.put("prev", number > 1 ? link(request, number - 1, size) : null);
        links.put("next", number < pages ? link(request, number + 1, size) : null);
        links.put("last", link(request, pages, size));
        ObjectNode pagination = document.putObject("meta").putObject("pagination");
        pagination.put("current-page", number).put("page-size", size);
        pagination.put("prev-page", number > 1 ? (Integer) (number - 1) : null);
        pagination.put("next-page", number < pages ? (Integer) (number + 1) : null);
        pagination.put("total-pages", pages).put("total-count", all.size());
        return answer(200, document);
    }

    private static String link(Request request, int number, int size) {
        String host = request.header("Host").orElse("127.0.0.1");
        return "http://" + host + request.path() + "?page%5Bnumber%5D=" + number + "&page%5Bsize%5D=" + size;
    }

    private static int number(Request request, String name, int otherwise) {
        try {
            return request.query(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new Refusal(400, name + " is not a number");
        }
    }

    static Response answer(int status, JsonNode document) {
        return Response.json(status, document).with("Content-Type", MEDIA_TYPE + "; charset=utf-8");
    }

    /** The errors document; an empty message leaves the detail out, as HCP Terraform often does. */
    static Response error(int status, String message) {
        String title = switch (status) {
            case 400 -> "bad request";
            case 401 -> "unauthorized";
            case 404 -> "not found";
            case 409 -> "conflict";
            case 415 -> "unsupported media type";
            case 422 -> "invalid attribute";
            default -> "error";
        };
        ObjectNode document = object();
        ObjectNode error = document.putArray("errors").addObject();
        error.put("status", Integer.toString(status)).put("title", title);
        if (!message.isEmpty() && status != 404) {
            error.put("detail", message);
        }
        return answer(status, document);
    }

    /** The names in {@code include}, each of which must be one that this resource knows. */
    static Set<String> includes(Request request, Set<String> known) {
        String include = request.query("include").orElse("");
        Set<String> names = include.isEmpty() ? Set.of() : Set.copyOf(List.of(include.split(",")));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new Refusal(400, "Invalid include parameter: " + name);
            }
        }
        return names;
    }
}
