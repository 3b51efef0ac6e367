package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import java.util.Optional;

/** The {@code owner/repository} that a request is about; empty where it is about none or several. */
record Subjects(Site site) {
    String of(Request request) {
        if (request.parameters().containsKey("repo")) {
            return request.parameter("owner") + "/" + request.parameter("repo");
        }
        if (request.parameters().containsKey("repository")) {
            return withId(request.parameter("repository"));
        }
        return request.path().endsWith("/access_tokens") ? ofToken(request) : "";
    }

    private String ofToken(Request request) {
        try {
            JsonNode ids = request.json().path("repository_ids");
            return ids.size() == 1 ? withId(ids.get(0).asText()) : "";
        } catch (Refusal unreadable) {
            return "";
        }
    }

    private String withId(String id) {
        synchronized (site) {
            Optional<Repo> repo = site.repos.stream()
                    .filter(candidate -> String.valueOf(candidate.id).equals(id))
                    .findFirst();
            return repo.map(Repo::fullName).orElse("");
        }
    }
}
