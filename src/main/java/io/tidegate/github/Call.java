package io.tidegate.github;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to GitHub's API.
 *
 * @param scope whose cached answers may be used: answers differ between installations
 * @param body JSON; null for none
 */
record Call(
        String method,
        URI uri,
        String scope,
        String bearer,
        @Nullable String accept,
        byte @Nullable [] body) {
    static final String JSON = "application/vnd.github+json";

    boolean reads() {
        return method.equals("GET");
    }

    /** Whether it is one of GraphQL's, whose limit is another one. */
    boolean queries() {
        return uri.getPath().endsWith("/graphql");
    }

    Optional<String> key() {
        return reads() ? Optional.of(scope + " " + accept + " " + uri) : Optional.empty();
    }

    Call with(String otherBearer) {
        return new Call(method, uri, scope, otherBearer, accept, body);
    }

    /** Never holds the bearer. */
    @Override
    public String toString() {
        return method + " " + Route.of(uri.getPath());
    }
}
