package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Response;
import java.util.List;

/** A request refused with more than a message: with GitHub's list of errors, or with a header. */
final class Invalid extends RuntimeException {
    private final transient Response response;

    private Invalid(String message, Response response) {
        super(message);
        this.response = response;
    }

    Response response() {
        return response;
    }

    static Invalid field(String resource, String field, String code) {
        return because(resource, field, code, "Validation Failed", null);
    }

    static Invalid message(String resource, String field, String why) {
        return because(resource, field, "custom", "Validation Failed", why);
    }

    /** As GitHub answers when a body does not fit its schema. */
    static Invalid schema(String why) {
        String message = "Invalid request.\n\n" + why;
        return new Invalid(message, Response.json(422, Answers.body(422, message)));
    }

    static Invalid forbidden(String permission) {
        String message = GitHubFaults.NO_PERMISSION;
        String accepted = permission.replace(':', '=').replace("|", "; ");
        return new Invalid(
                message,
                Response.json(403, Answers.body(403, message)).with("X-Accepted-GitHub-Permissions", accepted));
    }

    /** As GitHub sends on whoever uses the name that a repository had before; what is no GET is to be repeated as it is. */
    static Invalid moved(String method, String url) {
        boolean get = method.equals("GET");
        String message = get ? "Moved Permanently" : "Temporary Redirect";
        int status = get ? 301 : 307;
        ObjectNode body = Answers.body(status, message);
        body.put("url", url);
        return new Invalid(message, Response.json(status, body).with("Location", url));
    }

    private static Invalid because(String resource, String field, String code, String message, String why) {
        ObjectNode error = Json.object("resource", resource, "field", field, "code", code);
        if (why != null) {
            error.put("message", why);
        }
        ObjectNode body = Answers.body(422, message);
        body.set("errors", Json.array(List.of(error), e -> e));
        return new Invalid(message, Response.json(422, body));
    }
}
