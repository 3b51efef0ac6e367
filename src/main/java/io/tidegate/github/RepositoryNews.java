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

    /** What happened before these was not told, or could not be answered. */
    private static final Set<String> BACK =
            Set.of("unarchived", "transferred", "created", "unsuspend", "new_permissions_accepted", "added");

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
        if (GONE.contains(action)) {
            return new Reading.Whereabouts(List.of(), List.of(repository.id()), "the repository was " + action);
        }
        return BACK.contains(action)
                ? where(List.of(repository), List.of(), true, "the repository was " + action)
                : where(List.of(repository), List.of(), false, "it only tells what the repository is called");
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
        boolean back = BACK.contains(action);
        if (back && there.isEmpty() && left.isEmpty()) {
            return new Reading.Resumed(installation, "the installation is back: " + action);
        }
        return where(
                there,
                left,
                back,
                back
                        ? "the App is back on " + there.size() + (there.size() == 1 ? " repository" : " repositories")
                        : "it only tells on which repositories the App is installed");
    }

    private static void add(List<Repository> to, JsonNode listed, String owner, long installation) {
        listed.forEach(
                one -> to.add(new Repository(Fields.id(one, "id"), owner, Fields.text(one, "name"), installation)));
    }

    private Reading where(List<Repository> there, List<Repository> left, boolean back, String reason) {
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
        return new Reading.Whereabouts(ours, gone, back, reason);
    }
}
