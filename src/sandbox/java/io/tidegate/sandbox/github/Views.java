package io.tidegate.sandbox.github;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Unchanging pictures of the state, for tests and the page. */
final class Views {
    private Views() {}

    static List<Repo.Comment> comments(PullRequest pull) {
        return pull.comments.stream()
                .map(comment -> new Repo.Comment(
                        comment.id,
                        comment.author.login(),
                        comment.body,
                        comment.createdAt,
                        comment.updatedAt,
                        comment.edits,
                        reactions(comment)))
                .toList();
    }

    static List<String> reactions(IssueComment comment) {
        return comment.reactions.stream()
                .map(reaction -> reaction.user().login() + ":" + reaction.content())
                .toList();
    }

    static List<Repo.Reviewed> reviews(PullRequest pull) {
        return pull.reviews.stream()
                .map(review -> new Repo.Reviewed(
                        review.id, review.user.login(), review.state, review.body, review.commitId, review.submittedAt))
                .toList();
    }

    static List<Repo.Check> checks(Collection<CheckRun> runs) {
        return runs.stream()
                .map(run -> new Repo.Check(
                        run.id,
                        run.name,
                        run.status,
                        run.conclusion,
                        run.title,
                        run.summary,
                        run.text,
                        run.externalId,
                        run.appId,
                        run.actions.findValuesAsText("identifier")))
                .toList();
    }

    static List<Repo.Deployed> deployments(List<Deployment> deployments) {
        return deployments.stream()
                .map(deployment -> new Repo.Deployed(
                        deployment.id(),
                        deployment.environment(),
                        deployment.sha(),
                        deployment.statuses().stream()
                                .map(Deployment.Status::state)
                                .toList()))
                .toList();
    }

    static Repo.Pull pull(PullRequest pull) {
        return new Repo.Pull(
                pull.number,
                pull.title,
                pull.author.login(),
                pull.open,
                pull.merged(),
                pull.draft,
                pull.headRef,
                pull.headSha,
                pull.baseRef,
                pull.mergeCommitSha);
    }

    static Optional<String> file(Repo repo, String ref, String path) {
        return repo.branches
                .resolve(ref)
                .map(commit -> repo.branches.objects.filesOf(commit).get(path))
                .flatMap(file -> repo.branches.objects.blob(file.sha()))
                .map(content -> new String(content, StandardCharsets.UTF_8));
    }
}
