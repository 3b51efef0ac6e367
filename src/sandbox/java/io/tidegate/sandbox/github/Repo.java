package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.FileChange;
import io.tidegate.sandbox.git.GitFile;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A repository in which people act. What a person may not do on GitHub is refused here with an
 * {@link IllegalStateException}; what the App may do is decided by its token alone. It is long because it lists every
 * button and every page that a test or the story uses; the work is done by its parts.
 */
public final class Repo {
    private static final List<String> ROLES = List.of("none", "read", "triage", "write", "maintain", "admin");
    final Site site;
    final long id;
    Person owner;
    String name;
    final String defaultBranch = "main";
    boolean open;
    boolean archived;
    boolean autoMergeAllowed = true;
    final Branches branches;
    final Events events = new Events(this);
    final Pushes pushes = new Pushes(this);
    final Pulls pulls = new Pulls(this);
    final Conversation conversation = new Conversation(this);
    final Checks checks = new Checks(this);
    final MergeQueue queue = new MergeQueue(this);
    final Deployments deployments = new Deployments(this);
    private final Map<Long, String> roles = new LinkedHashMap<>();

    Repo(Site site, Person owner, String name, Map<String, GitFile> files) {
        this.site = site;
        this.id = site.nextAccountId();
        this.owner = owner;
        this.name = name;
        this.branches = new Branches(site);
        branches.refs.put(defaultBranch, branches.commit(owner, null, files, "Initial commit"));
    }

    /** A comment as it stands now; {@code edits} counts how often its body was changed. */
    public record Comment(
            long id,
            String author,
            String body,
            Instant createdAt,
            Instant updatedAt,
            int edits,
            List<String> reactions) {}

    /** A check run as it stands now; {@code conclusion} and the texts may be null. */
    public record Check(
            long id,
            String name,
            String status,
            String conclusion,
            String title,
            String summary,
            String text,
            String externalId,
            long appId,
            List<String> actions) {}

    /** @param state APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED */
    public record Reviewed(long id, String user, String state, String body, String commitId, Instant submittedAt) {}

    /** A deployment with the states it went through, oldest first. */
    public record Deployed(long id, String environment, String sha, List<String> states) {}

    /** @param mergeCommitSha null until GitHub has offered one */
    public record Pull(
            int number,
            String title,
            String author,
            boolean open,
            boolean merged,
            boolean draft,
            String headRef,
            String headSha,
            String baseRef,
            String mergeCommitSha) {}

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String fullName() {
        return owner.login() + "/" + name;
    }

    public String apiUrl() {
        return site.url() + "/repos/" + fullName();
    }

    public String htmlUrl() {
        return site.url() + "/" + fullName();
    }

    /** Gives a role: admin, maintain, write, triage, read or none, which everybody has at first. */
    public void permission(Person person, String role) {
        if (!ROLES.contains(role)) {
            throw new IllegalArgumentException("no such role: " + role + "; GitHub has " + ROLES);
        }
        locked(() -> roles.put(person.id(), role));
    }

    /** People and programs that use the old name are sent on, until somebody else takes it. */
    public void rename(Person actor, String other) {
        locked(() -> new Moving(this).rename(actor, other));
    }

    /** It goes with everything it has, but out of the old owner's installation into the new one's, if there is one. */
    public void transfer(Person actor, String newOwner) {
        locked(() -> new Moving(this).transfer(actor, newOwner));
    }

    /** From now on nothing can be written there, or again. */
    public void archive(Person actor, boolean archive) {
        locked(() -> new Moving(this).archive(actor, archive));
    }

    /** Nobody but people who may write comments on it from now on. */
    public void lockConversation(Person actor, int number, boolean lock) {
        locked(() -> {
            require(actor, "triage");
            pulls.get(number).locked = lock;
            return number;
        });
    }

    /** What is to be merged into this branch goes through a queue from now on. */
    public void requireQueue(String branch) {
        locked(() -> {
            queue.enable(branch);
            return branch;
        });
    }

    /** Whether the repository's settings allow auto-merge, as they do at first. */
    public void allowAutoMerge(boolean allowed) {
        locked(() -> autoMergeAllowed = allowed);
    }

    /** "Merge when ready": into the queue of its branch. */
    public void enqueue(Person actor, int number) {
        locked(() -> {
            require(actor, "write");
            PullRequest pull = pulls.get(number);
            pulls.obstacle(pull).ifPresent(why -> {
                throw new IllegalStateException("#" + number + " cannot be queued: " + why);
            });
            queue.enqueue(pull, actor);
            return number;
        });
    }

    /** The commit that the queue would make of the branch; empty while it is in none. */
    public Optional<String> mergeGroup(int number) {
        return locked(() -> queue.head(pulls.get(number)));
    }

    /** Whether GitHub merges it by itself as soon as its rules allow it. */
    public boolean autoMerge(int number) {
        return locked(() -> pulls.get(number).autoMerge != null);
    }

    /** From now on everybody can read it. */
    public void publish() {
        locked(() -> open = true);
    }

    String role(Person person) {
        return roles.getOrDefault(person.id(), "none");
    }

    String association(Person person) {
        return role(person).equals("none") ? "NONE" : "COLLABORATOR";
    }

    /** Null where the App is not installed on this repository. */
    Installation installation() {
        return site.installation(owner)
                .filter(installation -> installation.holds(this))
                .orElse(null);
    }

    /** Refuses a person whose role is lower than this. */
    void require(Person person, String role) {
        if (ROLES.indexOf(role(person)) < ROLES.indexOf(role)) {
            throw new IllegalStateException(person.login() + " has the role " + role(person) + " in " + fullName()
                    + " and needs " + role + " for this: call permission(...) first");
        }
    }

    /** Pushes a branch with one commit on top of the default branch and opens a pull request; returns its number. */
    public int openPullRequest(Person actor, String branch, String title, Map<String, String> changes) {
        return open(actor, branch, title, changes, false);
    }

    /** As {@link #openPullRequest}, but a draft from its first webhook on. */
    public int openDraftPullRequest(Person actor, String branch, String title, Map<String, String> changes) {
        return open(actor, branch, title, changes, true);
    }

    private int open(Person actor, String branch, String title, Map<String, String> changes, boolean draft) {
        return locked(() -> {
            require(actor, "write");
            pulls.requireNoneFrom(branch);
            pushes.push(actor, branch, GitFiles.of(changes), title);
            return pulls.open(actor, title, branch, branches.head(branch), null, draft).number;
        });
    }

    /** A pull request whose head lives in a fork of the actor's, who needs no permission here. */
    public int openForkPullRequest(Person actor, String branch, String title, Map<String, String> changes) {
        return locked(() -> {
            String sha = branches.commit(actor, branches.head(defaultBranch), GitFiles.of(changes), title);
            var fork = new PullRequest.Fork(site.nextAccountId(), actor, name);
            return pulls.open(actor, title, branch, sha, fork, false).number;
        });
    }

    /** A commit on the head of a fork's pull request. */
    public String pushToFork(Person actor, int number, Map<String, String> changes) {
        return locked(() -> {
            PullRequest pull = pulls.get(number);
            String sha = branches.commit(actor, pull.headSha, GitFiles.of(changes), "Update");
            pulls.headMoved(pull, sha, actor);
            return sha;
        });
    }

    /** The fork is gone: {@code head.repo} is null from now on. */
    public void deleteFork(int number) {
        locked(() -> pulls.get(number).forkDeleted = true);
    }

    /** A new commit on a branch; a null value deletes the file. Returns the commit. */
    public String push(Person actor, String branch, Map<String, String> changes) {
        return pushFiles(actor, branch, GitFiles.of(changes));
    }

    /** As {@link #push}, with links, executables and bytes. */
    public String pushFiles(Person actor, String branch, Map<String, GitFile> changes) {
        return locked(() -> {
            require(actor, "write");
            return pushes.push(actor, branch, changes, "Update " + String.join(", ", changes.keySet()));
        });
    }

    public String pushToMain(Person actor, Map<String, String> changes) {
        return push(actor, defaultBranch, changes);
    }

    /** Replaces the branch by one commit with these changes on top of the default branch. */
    public String forcePush(Person actor, String branch, Map<String, String> changes) {
        return locked(() -> {
            require(actor, "write");
            return pushes.forcePush(actor, branch, GitFiles.of(changes), "Rewrite");
        });
    }

    /** Deletes a branch, which closes the pull requests that are open from it. */
    public void deleteBranch(Person actor, String branch) {
        locked(() -> {
            require(actor, "write");
            pushes.delete(actor, branch);
            return branch;
        });
    }

    /** The button "Update branch": merges the base into the head, by whoever presses it. */
    public String updateBranch(Person actor, int number) {
        return locked(() -> {
            require(actor, "write");
            PullRequest pull = pulls.get(number);
            String base = branches.head(pull.baseRef);
            if (branches.history.isAncestor(base, pull.headSha)) {
                throw new IllegalStateException("#" + number + " already holds the newest " + pull.baseRef);
            }
            String message = "Merge branch '" + pull.baseRef + "' into " + pull.headRef;
            String sha = branches.merge(actor, pull.headSha, base, message)
                    .orElseThrow(() -> new IllegalStateException("#" + number + " conflicts with " + pull.baseRef));
            return pushes.move(actor, pull.headRef, sha, false);
        });
    }

    public long comment(Person actor, int number, String body) {
        return locked(() -> conversation.comment(pulls.get(number), actor, body).id);
    }

    /** As {@link #comment}, but written this long ago by everybody's clock: GitHub tells of it only now. */
    public long lateComment(Person actor, int number, String body, Duration ago) {
        return locked(() -> conversation.comment(
                        pulls.get(number), actor, body, site.clock.machine().minus(ago))
                .id);
    }

    /** Whoever may write may edit anybody's comment; its author stays the same. */
    public void editComment(Person actor, long comment, String body) {
        locked(() -> {
            conversation.edit(conversation.get(comment), actor, body);
            return comment;
        });
    }

    public void deleteComment(Person actor, long comment) {
        locked(() -> {
            conversation.delete(conversation.get(comment), actor);
            return comment;
        });
    }

    /** @param event APPROVE, REQUEST_CHANGES or COMMENT */
    public long review(Person actor, int number, String event, String body) {
        return locked(() -> conversation.review(pulls.get(number), actor, event, body).id);
    }

    /** Rewords a review; its state, commit and time stay. */
    public void editReview(Person actor, int number, long review, String body) {
        locked(() -> {
            conversation.editReview(pulls.get(number), review, actor, body);
            return review;
        });
    }

    public void dismissReview(Person actor, int number, long review) {
        locked(() -> {
            require(actor, "write");
            conversation.dismiss(pulls.get(number), review, actor);
            return review;
        });
    }

    /** The merge button; refused for conflicts, drafts and unmet required checks. Returns the merge commit. */
    public String merge(Person actor, int number) {
        return locked(() -> {
            require(actor, "write");
            PullRequest pull = pulls.get(number);
            pulls.obstacle(pull).ifPresent(why -> {
                throw new IllegalStateException("#" + number + " cannot be merged: " + why);
            });
            return pulls.merge(pull, actor, pulls.mergeMessage(pull))
                    .orElseThrow(() -> new IllegalStateException("#" + number + " conflicts with " + pull.baseRef));
        });
    }

    public void close(Person actor, int number) {
        locked(() -> Lifecycle.close(pulls.get(number), actor));
    }

    public void reopen(Person actor, int number) {
        locked(() -> Lifecycle.reopen(pulls.get(number), actor));
    }

    public void draft(Person actor, int number, boolean draft) {
        locked(() -> Lifecycle.draft(pulls.get(number), actor, draft));
    }

    public void retitle(Person actor, int number, String title) {
        locked(() -> Lifecycle.retitle(pulls.get(number), actor, title));
    }

    public void retarget(Person actor, int number, String base) {
        locked(() -> Lifecycle.retarget(pulls.get(number), actor, base));
    }

    /** Makes these checks required on a branch, seen through rulesets and through the branch's protection. */
    public void requireChecks(String branch, List<String> contexts) {
        locked(() -> {
            checks.require(branch, contexts);
            return branch;
        });
    }

    /** Lets a required check be satisfied by this App alone, as the rules tell it. */
    public void pinCheck(String context, long app) {
        locked(() -> {
            checks.pin(context, app);
            return context;
        });
    }

    /**
     * Somebody else's check.
     *
     * @param source {@code status} for a commit status (success, failure, error, pending), or another App's slug for
     *     a check run (a conclusion, or queued or in_progress)
     */
    public void setCheck(String source, String sha, String name, String state) {
        locked(() -> {
            ForeignChecks.set(this, source, sha, name, state);
            return sha;
        });
    }

    /** "Re-run" on one of the App's check runs. */
    public void rerequestCheck(Person actor, long checkRun) {
        locked(() -> {
            CheckRun run = checks.find(checkRun).orElseThrow();
            events.checkRun(run, "rerequested", actor);
            return run;
        });
    }

    /** Presses a button of one of the App's check runs, which must show it. */
    public void pressCheckButton(Person actor, long checkRun, String identifier) {
        locked(() -> {
            CheckRun run = checks.find(checkRun).orElseThrow();
            if (!run.actions.findValuesAsText("identifier").contains(identifier)) {
                throw new IllegalStateException("check run " + run.name + " shows no button " + identifier);
            }
            var pressed = Json.object("identifier", identifier);
            events.checkRun(run, "requested_action", actor, "requested_action", pressed);
            return run;
        });
    }

    /** What its pages show besides. */
    public Shown shown() {
        return new Shown(this);
    }

    public List<Comment> comments(int number) {
        return locked(() -> Views.comments(pulls.get(number)));
    }

    /** The newest run of each name on this commit, of every App. */
    public List<Check> checkRuns(String sha) {
        return locked(() -> Views.checks(checks.latest(sha)));
    }

    /** Oldest first. */
    public List<Reviewed> reviews(int number) {
        return locked(() -> Views.reviews(pulls.get(number)));
    }

    /** What a pull request changes, with patches; for a rename {@code previousPath} says from where. */
    public List<FileChange> files(int number) {
        return locked(() -> pulls.files(pulls.get(number)));
    }

    /** Who reacted how, as {@code login:content}. */
    public List<String> reactions(long comment) {
        return locked(() -> Views.reactions(conversation.get(comment)));
    }

    public List<Deployed> deployments() {
        return locked(() -> Views.deployments(deployments.all()));
    }

    public Pull pullRequest(int number) {
        return locked(() -> Views.pull(pulls.get(number)));
    }

    /** Why the merge button is grey, if it is. */
    public Optional<String> mergeObstacle(int number) {
        return locked(() -> {
            PullRequest pull = pulls.get(number);
            pulls.lookedAt(pull);
            boolean conflict = pulls.known(pull) && Boolean.FALSE.equals(pull.mergeable);
            return conflict ? Optional.of("This branch has conflicts with " + pull.baseRef) : pulls.obstacle(pull);
        });
    }

    /** The checks that a branch requires. */
    public List<String> requiredChecks(String branch) {
        return locked(() -> checks.required(branch));
    }

    public List<Pull> pullRequests() {
        return locked(() -> pulls.all().stream().map(Views::pull).toList());
    }

    /** The commit a branch points to. */
    public String head(String branch) {
        return locked(() -> branches.head(branch));
    }

    /** A file's text at a branch or commit. */
    public Optional<String> file(String ref, String path) {
        return locked(() -> Views.file(this, ref, path));
    }

    private <T> T locked(Supplier<T> act) {
        synchronized (site) {
            return act.get();
        }
    }
}
