package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.git.FileChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository's pull requests: numbers, differences, whether they can be merged, and merging. */
final class Pulls {
    private final Repo repo;
    private final List<PullRequest> pulls = new ArrayList<>();

    Pulls(Repo repo) {
        this.repo = repo;
    }

    List<PullRequest> all() {
        return pulls;
    }

    Optional<PullRequest> find(int number) {
        return pulls.stream().filter(pull -> pull.number == number).findFirst();
    }

    PullRequest get(int number) {
        return find(number).orElseThrow(() -> new IllegalStateException("there is no pull request #" + number));
    }

    /** GitHub allows one open pull request from a branch into another. */
    void requireNoneFrom(String branch) {
        if (pulls.stream().anyMatch(pull -> pull.open && pull.fork == null && pull.headRef.equals(branch))) {
            throw new IllegalStateException("a pull request is open from " + branch + " already");
        }
    }

    PullRequest open(
            Person author, String title, String headRef, String headSha, PullRequest.Fork fork, boolean draft) {
        PullRequest pull = new PullRequest(repo, pulls.size() + 1, author, title, headRef, headSha, fork);
        pull.draft = draft;
        pull.notedBaseSha = repo.branches.head(pull.baseRef);
        pulls.add(pull);
        repo.branches.refs.put("refs/pull/" + pull.number + "/head", headSha);
        pull.happenings.add(new Happening.Opened(pull.createdAt, author.login()));
        noteCommits(pull, pull.notedBaseSha, headSha);
        repo.events.pullRequest(pull, "opened", author);
        return pull;
    }

    /** A merge of the base brings commits along that are told where they were made. */
    private void noteCommits(PullRequest pull, String from, String to) {
        var known = repo.branches.history.ancestors(repo.branches.head(pull.baseRef));
        repo.branches.history.between(from, to).stream()
                .filter(commit -> !known.contains(commit.sha()))
                .forEach(commit -> pull.happenings.add(new Happening.Committed(
                        repo.site.now(), commit.author().name(), commit.sha(), commit.subject())));
    }

    void headMoved(PullRequest pull, String after, Person sender) {
        String before = pull.headSha;
        if (repo.branches.history.isAncestor(before, after)) {
            noteCommits(pull, before, after);
        } else {
            pull.happenings.add(new Happening.ForcePushed(repo.site.now(), sender.login(), before, after));
        }
        pull.headSha = after;
        repo.queue.leave(pull, "BRANCH_PROTECTIONS");
        pull.notedBaseSha = repo.branches.head(pull.baseRef);
        pull.touch();
        repo.branches.refs.put("refs/pull/" + pull.number + "/head", after);
        repo.events.pullRequest(pull, "synchronize", sender, "before", before, "after", after);
    }

    String shownBaseSha(PullRequest pull) {
        return pull.open && !repo.site.switches.staleBaseSha ? repo.branches.head(pull.baseRef) : pull.notedBaseSha;
    }

    List<FileChange> files(PullRequest pull) {
        String base = base(pull);
        String pair = base + ":" + pull.headSha;
        if (!pair.equals(pull.filesFor)) {
            String from = repo.branches.history.mergeBase(base, pull.headSha).orElse(base);
            pull.files = repo.branches.difference.between(repo.branches.files(from), repo.branches.files(pull.headSha));
            pull.filesFor = pair;
        }
        return pull.files;
    }

    List<Commit> commits(PullRequest pull) {
        return repo.branches.history.between(base(pull), pull.headSha);
    }

    private String base(PullRequest pull) {
        // After a merge the base branch holds the head, and nothing would be left to show.
        return pull.merged() ? pull.notedBaseSha : repo.branches.head(pull.baseRef);
    }

    /** GitHub works this out in the background when somebody looks; meanwhile it answers null. */
    void lookedAt(PullRequest pull) {
        if (!pull.open || known(pull)) {
            return;
        }
        String pair = pair(pull);
        if (!pair.equals(pull.pendingFor)) {
            pull.pendingFor = pair;
            pull.readsUntilKnown = repo.site.switches.mergeableDelay;
        }
        if (pull.readsUntilKnown-- > 0) {
            return;
        }
        Optional<String> merged = repo.branches.merge(
                pull.author,
                repo.branches.head(pull.baseRef),
                pull.headSha,
                "Merge " + pull.headSha + " into " + repo.branches.head(pull.baseRef));
        pull.mergeable = merged.isPresent();
        pull.computedFor = pair;
        merged.ifPresent(sha -> {
            pull.mergeCommitSha = sha;
            repo.branches.refs.put("refs/pull/" + pull.number + "/merge", sha);
        });
    }

    boolean known(PullRequest pull) {
        return pair(pull).equals(pull.computedFor);
    }

    String mergeableState(PullRequest pull) {
        if (!pull.open || !known(pull)) {
            return "unknown";
        }
        if (!pull.mergeable) {
            return "dirty";
        }
        if (pull.draft) {
            return "draft";
        }
        if (!repo.checks.unmet(pull.baseRef, pull.headSha).isEmpty()) {
            return "blocked";
        }
        return repo.checks.allGood(pull.headSha) ? "clean" : "unstable";
    }

    /** Why GitHub would refuse to merge now, if it would. */
    Optional<String> obstacle(PullRequest pull) {
        if (!pull.open) {
            return Optional.of("Pull Request is not open");
        }
        if (pull.draft) {
            return Optional.of("Pull Request is still a draft");
        }
        List<String> unmet = repo.checks.unmet(pull.baseRef, pull.headSha);
        if (!unmet.isEmpty()) {
            return Optional.of("Required status check \"" + unmet.getFirst() + "\" is expected.");
        }
        return Optional.empty();
    }

    /** Merges with a merge commit, or nothing where the files conflict. */
    Optional<String> merge(PullRequest pull, Person actor, String message) {
        String base = repo.branches.head(pull.baseRef);
        Optional<String> merged = repo.branches.merge(actor, base, pull.headSha, message);
        merged.ifPresent(sha -> land(pull, actor, base, sha));
        return merged;
    }

    /** The base branch is this commit now, which holds it. */
    void land(PullRequest pull, Person actor, String base, String sha) {
        pull.open = false;
        pull.notedBaseSha = base;
        pull.mergedAt = repo.site.now();
        pull.closedAt = pull.mergedAt;
        pull.mergedBy = actor;
        pull.mergeCommitSha = sha;
        pull.touch();
        pull.happenings.add(new Happening.Merged(pull.mergedAt, actor.login(), sha, pull.baseRef));
        repo.branches.refs.put(pull.baseRef, sha);
        repo.site.event(
                "merge", Map.of("repository", repo.fullName(), "number", pull.number, "sha", sha, "by", actor.login()));
        repo.events.pullRequest(pull, "closed", actor);
        repo.pushes.announce(pull.baseRef, base, sha, actor, false);
    }

    String mergeMessage(PullRequest pull) {
        return "Merge pull request #" + pull.number + " from "
                + pull.headOwner().login() + "/" + pull.headRef + "\n\n" + pull.title;
    }

    private String pair(PullRequest pull) {
        return repo.branches.head(pull.baseRef) + ":" + pull.headSha;
    }
}
