package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Webhooks about repositories themselves: what they are called now, and which of them the App lost. */
final class RepositoryNews {
    /** After these nothing can be planned or said there. */
    private static final Set<String> GONE = Set.of("deleted", "archived");

    private final ServedRepositories served;

    RepositoryNews(ServedRepositories served) {
        this.served = served;
    }

    Reading read(String kind, JsonNode body) {
        String action = Fields.text(body, "action");
        return kind.equals("repository")
                ? ofRepository(action, GitHubDeliveryReader.repository(body))
                : ofInstallation(action, body);
    }

    private Reading ofRepository(String action, Repository repository) {
        return GONE.contains(action)
                ? new Reading.Whereabouts(List.of(), List.of(repository.id()), "the repository was " + action)
                : where(List.of(repository), List.of(), "it only tells what the repository is called");
    }

    /** What happens to an installation names many of them. */
    private Reading ofInstallation(String action, JsonNode body) {
        long installation = Fields.id(body, "installation.id");
        String owner = Fields.text(body, "installation.account.login");
        boolean deleted = action.equals("deleted");
        List<Repository> there = new ArrayList<>();
        List<Repository> left = new ArrayList<>();
        add(deleted ? left : there, body.path("repositories"), owner, installation);
        add(there, body.path("repositories_added"), owner, installation);
        add(left, body.path("repositories_removed"), owner, installation);
        return where(there, left, "it only tells on which repositories the App is installed");
    }

    private static void add(List<Repository> to, JsonNode listed, String owner, long installation) {
        listed.forEach(
                one -> to.add(new Repository(Fields.id(one, "id"), owner, Fields.text(one, "name"), installation)));
    }

    private Reading where(List<Repository> there, List<Repository> left, String reason) {
        List<Repository> ours = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        there.forEach(repository -> {
            if (served.serves(repository.owner(), repository.name())) {
                ours.add(repository);
            } else {
                gone.add(repository.id());
            }
        });
        left.forEach(repository -> gone.add(repository.id()));
        return new Reading.Whereabouts(ours, gone, reason);
    }
}
