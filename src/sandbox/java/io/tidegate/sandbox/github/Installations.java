package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What the owners of accounts do with the App: install it, suspend it, take repositories away from it. */
public final class Installations {
    private final Site site;
    private final Tokens tokens;

    Installations(Site site, Tokens tokens) {
        this.site = site;
        this.tokens = tokens;
    }

    /** On all repositories of the account; nothing happens where it is installed already. */
    public void install(String owner) {
        synchronized (site) {
            Person account = site.account(owner, "Organization");
            if (site.installation(account).isEmpty()) {
                Installation made = new Installation(site.nextAccountId(), account, site.now());
                site.installations.add(made);
                told(made, "created", account);
            }
        }
    }

    /** Every token is refused until it is taken back, and nothing more is told. */
    public void suspend(String owner, Person by) {
        synchronized (site) {
            Installation installation = of(owner);
            installation.suspendedAt = site.now();
            installation.suspendedBy = by;
            told(installation, "suspend", by);
        }
    }

    public void unsuspend(String owner, Person by) {
        synchronized (site) {
            Installation installation = of(owner);
            installation.suspendedAt = null;
            installation.suspendedBy = null;
            told(installation, "unsuspend", by);
        }
    }

    /** Its tokens end with it; installing again makes another one, with another id. */
    public void delete(String owner, Person by) {
        synchronized (site) {
            Installation installation = of(owner);
            told(installation, "deleted", by);
            site.installations.remove(installation);
            tokens.revokeAll(installation);
        }
    }

    public void remove(Repo repo, Person by) {
        moved(repo, by, false);
    }

    public void add(Repo repo, Person by) {
        moved(repo, by, true);
    }

    private void moved(Repo repo, Person by, boolean in) {
        synchronized (site) {
            Installation installation = of(repo.owner.login());
            installation.take(repo, in);
            String action = in ? "added" : "removed";
            site.event("installation-repositories", Map.of("repository", repo.fullName(), "action", action));
            List<ObjectNode> moved = List.of(AppJson.named(repo));
            send(
                    "installation_repositories",
                    action,
                    installation,
                    by,
                    Json.object(
                            "action",
                            action,
                            "installation",
                            AppJson.installation(site, installation),
                            "repository_selection",
                            installation.selection(),
                            "repositories_added",
                            in ? moved : List.of(),
                            "repositories_removed",
                            in ? List.of() : moved,
                            "requester",
                            null));
        }
    }

    private void told(Installation installation, String action, Person by) {
        site.event("installation", Map.of("account", installation.account().login(), "action", action));
        List<Repo> held = site.repos.stream().filter(installation::holds).toList();
        send(
                "installation",
                action,
                installation,
                by,
                Json.object(
                        "action",
                        action,
                        "installation",
                        AppJson.installation(site, installation),
                        "repositories",
                        Json.array(held, AppJson::named),
                        "requester",
                        null));
    }

    private void send(String event, String action, Installation installation, Person by, ObjectNode payload) {
        payload.set("sender", AccountJson.user(site, by));
        site.webhooks().send(event, action, null, installation, payload);
    }

    private Installation of(String owner) {
        return site.known(owner)
                .flatMap(site::installation)
                .orElseThrow(() -> new IllegalStateException("the App is not installed at " + owner));
    }
}
