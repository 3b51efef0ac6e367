package io.tidegate.sandbox.github;

import java.util.Map;

/** What people do to a pull request as a whole, besides merging it. */
final class Lifecycle {
    private Lifecycle() {}

    static PullRequest close(PullRequest pull, Person actor) {
        mayAct(pull, actor);
        require(pull.open, "#" + pull.number + " is not open");
        pull.open = false;
        pull.closedAt = pull.repo.site.now();
        pull.autoMerge = null;
        pull.repo.queue.leave(pull, "MANUAL");
        pull.happenings.add(new Happening.Closed(pull.closedAt, actor.login()));
        return told(pull, "closed", actor);
    }

    static PullRequest reopen(PullRequest pull, Person actor) {
        mayAct(pull, actor);
        require(!pull.open && !pull.merged(), "#" + pull.number + " is open or merged");
        pull.open = true;
        pull.closedAt = null;
        // What was pushed while it was closed comes along without an event of its own.
        pull.headSha = pull.fork == null ? pull.repo.branches.head(pull.headRef) : pull.headSha;
        pull.notedBaseSha = pull.repo.branches.head(pull.baseRef);
        pull.happenings.add(new Happening.Reopened(pull.repo.site.now(), actor.login()));
        pull.repo.branches.refs.put("refs/pull/" + pull.number + "/head", pull.headSha);
        return told(pull, "reopened", actor);
    }

    static PullRequest draft(PullRequest pull, Person actor, boolean draft) {
        mayAct(pull, actor);
        require(pull.draft != draft, "#" + pull.number + (draft ? " is a draft already" : " is no draft"));
        pull.draft = draft;
        pull.happenings.add(new Happening.Drafted(pull.repo.site.now(), actor.login(), draft));
        return told(pull, draft ? "converted_to_draft" : "ready_for_review", actor);
    }

    static PullRequest retitle(PullRequest pull, Person actor, String title) {
        mayAct(pull, actor);
        String before = pull.title;
        pull.title = title;
        pull.happenings.add(new Happening.Retitled(pull.repo.site.now(), actor.login(), before, title));
        return told(pull, "edited", actor, "changes", Json.object("title", Json.object("from", before)));
    }

    static PullRequest retarget(PullRequest pull, Person actor, String base) {
        mayAct(pull, actor);
        Repo repo = pull.repo;
        String from = pull.baseRef;
        String fromSha = repo.branches.head(from);
        pull.baseRef = base;
        pull.happenings.add(new Happening.Retargeted(repo.site.now(), actor.login(), from, base));
        pull.notedBaseSha = repo.branches.head(base);
        var changes =
                Json.object("base", Json.object("ref", Json.object("from", from), "sha", Json.object("from", fromSha)));
        return told(pull, "edited", actor, "changes", changes);
    }

    private static PullRequest told(PullRequest pull, String action, Person actor, Object... more) {
        pull.touch();
        pull.repo.site.event("pull-request", Map.of("number", pull.number, "action", action, "by", actor.login()));
        pull.repo.events.pullRequest(pull, action, actor, more);
        return pull;
    }

    private static void mayAct(PullRequest pull, Person actor) {
        if (!actor.equals(pull.author)) {
            pull.repo.require(actor, "triage");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
