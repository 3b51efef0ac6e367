package io.tidegate.sandbox.github;

import java.util.Map;

/** A repository gets another name or another owner; its id stays. */
final class Moving {
    private final Repo repo;

    Moving(Repo repo) {
        this.repo = repo;
    }

    Repo rename(Person actor, String name) {
        repo.require(actor, "admin");
        String before = repo.name;
        move(repo.owner, name);
        return tell("renamed", actor, Json.object("repository", Json.object("name", Json.object("from", before))));
    }

    Repo transfer(Person actor, String owner) {
        repo.require(actor, "admin");
        Person before = repo.owner;
        move(repo.site.account(owner, "Organization"), repo.name);
        return tell(
                "transferred",
                actor,
                Json.object(
                        "owner",
                        Json.object("from", Json.object("organization", AccountJson.organization(repo.site, before)))));
    }

    Repo archive(Person actor, boolean archive) {
        repo.require(actor, "admin");
        repo.archived = archive;
        String action = archive ? "archived" : "unarchived";
        repo.site.event("repository", Map.of("repository", repo.fullName(), "action", action));
        repo.events.repository(action, actor);
        return repo;
    }

    private void move(Person owner, String name) {
        if (repo.site.repo(owner.login(), name).isPresent()) {
            throw new IllegalStateException(owner.login() + "/" + name + " exists");
        }
        repo.site.formerNames.put(repo.fullName().toLowerCase(), repo);
        repo.owner = owner;
        repo.name = name;
    }

    private Repo tell(String action, Person actor, Object changes) {
        repo.site.event("repository", Map.of("repository", repo.fullName(), "action", action));
        repo.events.repository(action, actor, "changes", changes);
        return repo;
    }
}
