package io.tidegate.scenario;

/** Where in the story a call is made that can fail. Its words are the first column of docs/failures.md. */
enum MatrixSite {
    TOKEN(Moment.OPENED, "POST /app/installations/{id}/access_tokens", "the installation token"),
    PULL(Moment.OPENED, "GET {repo}/pulls/{number}", "the pull request"),
    TIP(Moment.OPENED, "GET {repo}/git/ref/{ref...}", "the tip of the branch"),
    MERGE_COMMIT(Moment.OPENED, "GET {repo}/git/commits/{sha}", "the merge commit"),
    FILES(Moment.OPENED, "GET {repo}/pulls/{number}/files", "its files"),
    COMMITS(Moment.OPENED, "GET {repo}/pulls/{number}/commits", "its commits"),
    TREE(Moment.OPENED, "GET {repo}/git/trees/{sha...}", "the tree"),
    CONFIGURATION(Moment.OPENED, "GET {repo}/contents/{path...}", "the configuration"),
    CHECK_MADE(Moment.OPENED, "POST {repo}/check-runs", "making a check"),
    CHECK_CHANGED(Moment.OPENED, "PATCH {repo}/check-runs/{id}", "changing a check"),
    COMMENT_MADE(Moment.OPENED, "POST {repo}/issues/{number}/comments", "making the comment"),
    COMMENT_CHANGED(Moment.OPENED, "PATCH {repo}/issues/comments/{comment}", "changing the comment"),
    TARBALL(Moment.OPENED, "GET {repo}/tarball/{ref...}", "the tarball"),
    DOWNLOAD(Moment.OPENED, "GET /{owner}/{repo}/legacy.tar.gz/{ref...}", "the tarball's download"),
    WORKSPACE(Moment.OPENED, "GET /api/v2/organizations/{organization}/workspaces/{name}", "the workspace"),
    CONFIGURATION_VERSION(
            Moment.OPENED, "POST /api/v2/workspaces/{workspace}/configuration-versions", "a configuration version"),
    UPLOAD(Moment.OPENED, "PUT /v1/object/{token}", "the upload"),
    UNPACKING(Moment.OPENED, "GET /api/v2/configuration-versions/{version}", "the unpacking"),
    PLAN_RUN(Moment.OPENED, "POST /api/v2/runs", "the speculative run"),
    PLAN_FOLLOWED(Moment.OPENED, "GET /api/v2/runs/{run}", "following the speculative run"),
    PLAN_ADDRESS(Moment.OPENED, "GET /api/v2/runs/{run}/plan/json-output", "where its plan is"),
    PLAN_JSON(Moment.OPENED, "GET /v1/object/{token}", "its plan"),

    REVIEWED_PULL(Moment.REVIEWED, "GET {repo}/pulls/{number}", "the pull request after a review"),
    REVIEWS(Moment.REVIEWED, "GET {repo}/pulls/{number}/reviews", "the reviews"),
    REVIEWER(Moment.REVIEWED, "GET {repo}/collaborators/{login}/permission", "a reviewer's permission"),

    REACTION(Moment.COMMANDED, "POST {repo}/issues/comments/{comment}/reactions", "the reaction to a command"),
    COMMANDED_PULL(Moment.COMMANDED, "GET {repo}/pulls/{number}", "the pull request for a command"),
    COMMANDED_TIP(Moment.COMMANDED, "GET {repo}/git/ref/{ref...}", "the tip for a command"),
    BRANCH(Moment.COMMANDED, "GET {repo}/branches/{branch...}", "the branch's protection"),
    RULES(Moment.COMMANDED, "GET {repo}/rules/branches/{branch...}", "the branch's rules"),
    COMMANDED_REVIEWS(Moment.COMMANDED, "GET {repo}/pulls/{number}/reviews", "the reviews for a command"),
    PERMISSION(Moment.COMMANDED, "GET {repo}/collaborators/{login}/permission", "the permission of who commands"),
    REPOSITORY(Moment.COMMANDED, "GET {repo}", "the repository"),
    APPROVING_COMMENT(Moment.APPROVED, "GET {repo}/issues/comments/{comment}", "the comment that approves"),
    COMMANDED_WORKSPACE(
            Moment.COMMANDED,
            "GET /api/v2/organizations/{organization}/workspaces/{name}",
            "the workspace for a command"),
    REAL_VERSION(
            Moment.COMMANDED,
            "POST /api/v2/workspaces/{workspace}/configuration-versions",
            "a configuration version to apply"),
    REAL_UPLOAD(Moment.COMMANDED, "PUT /v1/object/{token}", "the upload to apply"),
    REAL_RUN(Moment.COMMANDED, "POST /api/v2/runs", "the real run"),
    REAL_FOLLOWED(Moment.COMMANDED, "GET /api/v2/runs/{run}", "following the real run"),
    REAL_ADDRESS(Moment.COMMANDED, "GET /api/v2/runs/{run}/plan/json-output", "where the real plan is"),
    REAL_JSON(Moment.COMMANDED, "GET /v1/object/{token}", "the real plan"),
    CONFIRM(Moment.COMMANDED, "POST /api/v2/runs/{run}/actions/apply", "the confirmation"),
    DEPLOYMENT(Moment.COMMANDED, "POST {repo}/deployments", "the deployment"),
    DEPLOYMENT_STATUS(Moment.COMMANDED, "POST {repo}/deployments/{id}/statuses", "the deployment's status"),
    ANSWER(Moment.COMMANDED, "POST {repo}/issues/{number}/comments", "the answer"),
    LATE_COMMENT(Moment.COMMANDED, "PATCH {repo}/issues/comments/{comment}", "the comment during an apply"),
    LATE_CHECK(Moment.COMMANDED, "PATCH {repo}/check-runs/{id}", "a check during an apply"),

    CONFIRMING_PULL(Moment.COMPARED, "GET {repo}/pulls/{number}", "the pull request before a confirmation"),
    CONFIRMING_REVIEWS(Moment.COMPARED, "GET {repo}/pulls/{number}/reviews", "the reviews before a confirmation"),
    CONFIRMING_WORKSPACE(
            Moment.COMPARED,
            "GET /api/v2/organizations/{organization}/workspaces/{name}",
            "the workspace before a confirmation"),
    CONFIRMING_RUN(Moment.COMPARED, "GET /api/v2/runs/{run}", "the run before a confirmation"),
    DISCARD(Moment.WITHDRAWN, "POST /api/v2/runs/{run}/actions/discard", "discarding the real run"),
    APPLY_FOLLOWED(Moment.CONFIRMED, "GET /api/v2/runs/{run}", "following the apply"),

    MERGED_PULL(Moment.MERGED, "GET {repo}/pulls/{number}", "the pull request after the merge"),
    MERGED_REVIEWS(Moment.MERGED, "GET {repo}/pulls/{number}/reviews", "the reviews after the merge"),
    MERGED_WORKSPACE(
            Moment.MERGED,
            "GET /api/v2/organizations/{organization}/workspaces/{name}",
            "the workspace after the merge"),
    MERGED_RUN(Moment.MERGED, "POST /api/v2/runs", "the real run after the merge");

    /** What somebody does, or what has just happened, when the fault begins. */
    enum Moment {
        OPENED,
        REVIEWED,
        COMMANDED,
        /** As commanded, with an approval by a comment instead of a review. */
        APPROVED,
        /** The real plan is being read. */
        COMPARED,
        /** As compared; the review is dismissed at the same time. */
        WITHDRAWN,
        CONFIRMED,
        MERGED
    }

    final Moment moment;
    final String route;
    final String words;

    MatrixSite(Moment moment, String route, String words) {
        this.moment = moment;
        this.route = route.replaceFirst(" \\{repo}/", " /repos/{owner}/{repo}/")
                .replaceFirst(" \\{repo}$", " /repos/{owner}/{repo}");
        this.words = words;
    }

    boolean github() {
        return !route.contains("/api/v2/") && !route.contains("/v1/object");
    }

    /** It must not be done twice, or not be undone: it starts, confirms or discards a run. */
    boolean once() {
        return writes() && (route.endsWith("/api/v2/runs") || route.contains("/actions/"));
    }

    boolean writes() {
        return !route.startsWith("GET ");
    }
}
