package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import java.util.Optional;

/** An authorised request for one repository. */
record Call(Request request, Repo repo, Grant grant) {
    String text(String name) {
        return request.parameter(name);
    }

    Optional<String> query(String name) {
        return request.query(name);
    }

    /** Ids and numbers; anything else is not found. */
    long id(String name) {
        try {
            return Long.parseLong(request.parameter(name));
        } catch (NumberFormatException e) {
            throw new Refusal(404, "Not Found");
        }
    }

    PullRequest pull() {
        return repo.pulls.find((int) id("number")).orElseThrow(Call::notFound);
    }

    IssueComment comment() {
        return repo.conversation.find(id("comment")).orElseThrow(Call::notFound);
    }

    /** The commit that a branch or SHA in the path names. */
    Commit commit(String parameter) {
        String ref = text(parameter);
        return repo.branches.resolve(ref).orElseThrow(() -> new Refusal(422, "No commit found for SHA: " + ref));
    }

    Fields body(String resource) {
        return new Fields(resource, request.json());
    }

    boolean accepts(String media) {
        return request.header("Accept").map(accept -> accept.contains(media)).orElse(false);
    }

    static Refusal notFound() {
        return new Refusal(404, "Not Found");
    }
}
