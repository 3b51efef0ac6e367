package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository's deployments. */
final class Deployments {
    private final Repo repo;
    private final List<Deployment> deployments = new ArrayList<>();

    Deployments(Repo repo) {
        this.repo = repo;
    }

    void add(Deployment deployment) {
        deployments.add(deployment);
        repo.site.event(
                "deployment",
                Map.of("id", deployment.id(), "environment", deployment.environment(), "sha", deployment.sha()));
    }

    List<Deployment> all() {
        return deployments;
    }

    Optional<Deployment> find(long id) {
        return deployments.stream().filter(deployment -> deployment.id() == id).findFirst();
    }

    /** A success makes earlier deployments of the environment inactive, as {@code auto_inactive} does by default. */
    void add(Deployment deployment, Deployment.Status status, boolean autoInactive) {
        deployment.statuses().add(status);
        repo.site.event(
                "deployment-status",
                Map.of(
                        "deployment", deployment.id(),
                        "environment", deployment.environment(),
                        "sha", deployment.sha(),
                        "state", status.state()));
        if (!autoInactive || !status.state().equals("success")) {
            return;
        }
        deployments.stream()
                .filter(other -> other.id() < deployment.id()
                        && other.environment().equals(deployment.environment())
                        && !other.transientEnvironment()
                        && !other.statuses().isEmpty()
                        && other.statuses().getLast().state().equals("success"))
                .forEach(other -> other.statuses()
                        .add(new Deployment.Status(
                                repo.site.nextId(),
                                repo.site.bot(),
                                "inactive",
                                "",
                                other.environment(),
                                "",
                                "",
                                repo.site.now())));
    }

    ObjectNode json(Deployment deployment) {
        String api = repo.apiUrl() + "/deployments/" + deployment.id();
        return Json.object(
                "url", api,
                "id", deployment.id(),
                "node_id", "DE_" + deployment.id(),
                "sha", deployment.sha(),
                "ref", deployment.ref(),
                "task", deployment.task(),
                "payload", deployment.payload(),
                "original_environment", deployment.environment(),
                "environment", deployment.environment(),
                "description", deployment.description(),
                "creator", AccountJson.user(repo.site, deployment.creator()),
                "created_at", deployment.createdAt(),
                "updated_at",
                        deployment.statuses().isEmpty()
                                ? deployment.createdAt()
                                : deployment.statuses().getLast().createdAt(),
                "statuses_url", api + "/statuses",
                "repository_url", repo.apiUrl(),
                "transient_environment", deployment.transientEnvironment(),
                "production_environment", deployment.productionEnvironment(),
                "performed_via_github_app", AppJson.app(repo.site));
    }

    ObjectNode json(Deployment deployment, Deployment.Status status) {
        String api = repo.apiUrl() + "/deployments/" + deployment.id();
        return Json.object(
                "url", api + "/statuses/" + status.id(),
                "id", status.id(),
                "node_id", "DES_" + status.id(),
                "state", status.state(),
                "creator", AccountJson.user(repo.site, status.creator()),
                "description", status.description(),
                "environment", status.environment(),
                "target_url", status.logUrl(),
                "created_at", status.createdAt(),
                "updated_at", status.createdAt(),
                "deployment_url", api,
                "repository_url", repo.apiUrl(),
                "environment_url", status.environmentUrl(),
                "log_url", status.logUrl());
    }
}
