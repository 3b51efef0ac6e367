package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.GitFile;
import java.util.List;
import java.util.Map;

/** Moving branches, and what everybody is told about it. */
final class Pushes {
    private final Repo repo;

    Pushes(Repo repo) {
        this.repo = repo;
    }

    /** A commit on top of the branch; a branch that does not exist yet starts at the default branch. */
    String push(Person actor, String branch, Map<String, GitFile> changes, String message) {
        String parent = repo.branches.tip(branch).orElseGet(() -> repo.branches.head(repo.defaultBranch));
        return move(actor, branch, repo.branches.commit(actor, parent, changes, message), false);
    }

    /** Replaces the branch by one commit on top of the default branch. */
    String forcePush(Person actor, String branch, Map<String, GitFile> changes, String message) {
        String parent = repo.branches.head(repo.defaultBranch);
        return move(actor, branch, repo.branches.commit(actor, parent, changes, message), true);
    }

    String move(Person actor, String branch, String sha, boolean forced) {
        String before = repo.branches.tip(branch).orElse(Events.NOWHERE);
        repo.branches.refs.put(branch, sha);
        announce(branch, before, sha, actor, forced);
        repo.pulls.all().stream()
                .filter(pull -> pull.open && pull.fork == null && pull.headRef.equals(branch))
                .forEach(pull -> repo.pulls.headMoved(pull, sha, actor));
        return sha;
    }

    /** Deletes a branch; GitHub closes what was open from it. */
    void delete(Person actor, String branch) {
        String before = repo.branches.head(branch);
        repo.branches.refs.remove(branch);
        repo.events.push(branch, before, Events.NOWHERE, actor, false);
        List<PullRequest> from = repo.pulls.all().stream()
                .filter(pull -> pull.fork == null && pull.headRef.equals(branch))
                .toList();
        from.stream().filter(pull -> pull.open).forEach(pull -> Lifecycle.close(pull, actor));
        from.forEach(pull -> pull.happenings.add(new Happening.BranchDeleted(repo.site.now(), actor.login(), branch)));
    }

    void announce(String branch, String before, String after, Person actor, boolean forced) {
        repo.site.event(
                "push",
                Map.of(
                        "repository", repo.fullName(),
                        "branch", branch,
                        "sha", after,
                        "by", actor.login(),
                        "forced", forced));
        repo.events.push(branch, before, after, actor, forced);
        repo.events.suiteRequested(before, after, actor);
    }
}
