package io.tidegate.simulation;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.change.People;
import io.tidegate.change.Revision;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Visibility;
import io.tidegate.flow.Forge;
import io.tidegate.flow.Merges;
import io.tidegate.flow.Outside;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.RequiredCheck;
import io.tidegate.gate.Review;
import io.tidegate.report.CheckReport;
import io.tidegate.report.SummaryComment;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** GitHub as the product calls it. */
final class GitHubForge implements Forge, Merges {
    private final GitHub github;
    private final Clock clock;
    private final Wire wire;
    private final Map<String, SortedMap<String, TreeEntry>> trees = new TreeMap<>();

    GitHubForge(GitHub github, Clock clock, Wire wire) {
        this.github = github;
        this.clock = clock;
        this.wire = wire;
    }

    @Override
    public Inspection inspect(Repository repository, int number) {
        return wire.call("the pull request with its files", () -> {
            PullOnGitHub pull = github.pull(number);
            PullRequest seen = seen(pull);
            boolean clean = seen.mergeable() == PullRequest.Mergeable.YES;
            String commit = pull.open() && clean
                    ? github.git.merge(github.main.now(), pull.fork, pull.head.now())
                    : pull.head.now();
            Revision.Source source = pull.open() && clean
                    ? Revision.Source.MERGE_COMMIT
                    : github.git.holds(pull.head.now(), github.main.now())
                            ? Revision.Source.HEAD
                            : Revision.Source.HEAD_BEHIND_BASE;
            SortedMap<String, String> tree = new TreeMap<>();
            entries(commit).forEach((path, entry) -> tree.put(path, entry.blob()));
            List<People.Contributor> contributors = new ArrayList<>();
            contributors.add(new People.Contributor(pull.author, "author", ""));
            pull.pushers.keySet().forEach(pusher -> contributors.add(new People.Contributor(pusher, "authored", "")));
            return new Inspection(
                    seen,
                    commit,
                    source,
                    "main",
                    github.main.now(),
                    "version: 1",
                    tree,
                    files(pull.fork, pull.head.now()),
                    true,
                    contributors,
                    List.of());
        });
    }

    @Override
    public PullRequest pullRequest(Repository repository, int number) {
        return wire.call("the pull request", () -> seen(github.pull(number)));
    }

    private PullRequest seen(PullOnGitHub pull) {
        boolean conflict = pull.open() && github.git.conflicts(github.main.now(), pull.fork, pull.head.now());
        return new PullRequest(
                pull.number,
                "More",
                pull.author,
                pull.head.now(),
                "more-" + pull.number,
                github.main.now(),
                "main",
                false,
                false,
                conflict ? PullRequest.Mergeable.NO : PullRequest.Mergeable.YES,
                pull.life.now(),
                pull.mergeCommit,
                pull.mergeCommit == null ? null : GitHub.LEE,
                pull.mergedAt,
                "https://github.example/acme/infra/pull/" + pull.number,
                Visibility.PRIVATE);
    }

    @Override
    public List<Review> reviews(Repository repository, int number) {
        return wire.call("the reviews", () -> {
            Map<Long, Review> last = new LinkedHashMap<>();
            github.pull(number)
                    .reviews
                    .forEach(review -> last.put(
                            review.by().id(),
                            new Review(review.id(), review.by(), review.stands().now(), review.at(), review.head())));
            return List.copyOf(last.values());
        });
    }

    @Override
    public Permission permission(Repository repository, Actor actor) {
        return wire.call(
                "what " + actor.login() + " may",
                () -> java.util.Objects.requireNonNull(github.permissions.get(actor.id()))
                        .now());
    }

    @Override
    public Membership membership(Repository repository, String team, Actor actor) {
        return wire.call("the team " + team, () -> Membership.NONE);
    }

    @Override
    public boolean commentExists(Repository repository, long comment) {
        return wire.call(
                "whether comment " + comment + " exists",
                () -> github.pulls.stream()
                        .flatMap(pull -> pull.comments.stream())
                        .anyMatch(one -> one.id() == comment && one.exists().now()));
    }

    @Override
    public List<RequiredCheck> requiredChecks(Repository repository, String branch, String head) {
        return wire.call("the required checks", List::of);
    }

    @Override
    public ConfigurationFile configuration(Repository repository) {
        return wire.call("the configuration", () -> new ConfigurationFile(github.main.now(), "version: 1"));
    }

    @Override
    public ConfigurationFile configuration(Repository repository, String commit) {
        return wire.call("a configuration", () -> new ConfigurationFile(commit, "version: 1"));
    }

    @Override
    public Optional<ConfigurationFile> organizationFile(Repository repository) {
        return Optional.empty();
    }

    @Override
    public Optional<OwnersFile> owners(Repository repository, String commit) {
        return Optional.empty();
    }

    @Override
    public String tip(Repository repository, String branch) {
        return wire.call("the tip of " + branch, github.main::now);
    }

    @Override
    public boolean holds(Repository repository, String commit, String earlier) {
        return wire.call("a comparison", () -> github.git.holds(commit, earlier));
    }

    @Override
    public List<ChangedFile> compare(Repository repository, String from, String to) {
        return wire.call("a comparison", () -> files(from, to));
    }

    private List<ChangedFile> files(String from, String to) {
        return github.git.changed(from, to).stream()
                .map(path -> new ChangedFile(path, null))
                .toList();
    }

    /** Immutable and remembered, as the adapter does: never a call that can fail. */
    @Override
    public SortedMap<String, TreeEntry> tree(Repository repository, String commit) {
        return entries(commit);
    }

    private SortedMap<String, TreeEntry> entries(String commit) {
        return trees.computeIfAbsent(commit, sha -> {
            SortedMap<String, TreeEntry> entries = new TreeMap<>();
            github.git
                    .files(sha)
                    .forEach((path, content) ->
                            entries.put(path, new TreeEntry("100644", Git.sha(content), content.length())));
            return entries;
        });
    }

    @Override
    public InputStream tarball(Repository repository, String commit) {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public Comment writeSummary(
            Repository repository, int number, @Nullable Long stored, boolean lookFirst, String body) {
        return wire.call("writing the comment", () -> {
            PullOnGitHub pull = github.pull(number);
            Optional<PullOnGitHub.Comment> known = pull.ours().stream()
                    .filter(comment -> stored == null
                            ? lookFirst && comment.body().now().startsWith(SummaryComment.MARKER)
                            : comment.id() == stored)
                    .findFirst();
            known.ifPresent(comment -> comment.body().set(clock.instant(), body));
            return new Comment(
                    known.map(PullOnGitHub.Comment::id).orElseGet(() -> posted(pull, body)), clock.instant());
        });
    }

    private long posted(PullOnGitHub pull, String body) {
        Instant now = clock.instant();
        long id = github.nextId();
        pull.comments.add(new PullOnGitHub.Comment(id, null, now, new History<>(now, body), new History<>(now, true)));
        return id;
    }

    @Override
    public Comment reply(Repository repository, int number, String marker, boolean lookFirst, String body) {
        return wire.call("posting an answer", () -> {
            PullOnGitHub pull = github.pull(number);
            long id = pull.ours().stream()
                    .filter(comment -> lookFirst && comment.body().now().startsWith(marker))
                    .map(PullOnGitHub.Comment::id)
                    .findFirst()
                    .orElseGet(() -> posted(pull, body.startsWith(marker) ? body : marker + "\n" + body));
            return new Comment(id, clock.instant());
        });
    }

    @Override
    public List<Own> comments(Repository repository, int number) {
        return wire.call(
                "our comments",
                () -> github.pull(number).ours().stream()
                        .map(comment -> new Own(
                                comment.id(), comment.at(), comment.body().now()))
                        .toList());
    }

    @Override
    public void deleteComment(Repository repository, long comment) {
        wire.send(
                "deleting a comment",
                () -> github.pulls.stream()
                        .flatMap(pull -> pull.comments.stream())
                        .filter(one -> one.id() == comment)
                        .forEach(one -> one.exists().set(clock.instant(), false)));
    }

    @Override
    public void react(Repository repository, long comment, Effect.Reaction reaction) {
        wire.send(
                "a reaction",
                () -> github.pulls.stream()
                        .filter(pull -> pull.comments.stream().anyMatch(one -> one.id() == comment))
                        .forEach(pull -> pull.reactions.merge(comment, 1, Integer::sum)));
    }

    @Override
    public long writeCheck(
            Repository repository, String head, @Nullable Long stored, boolean lookFirst, CheckReport report) {
        return wire.call("writing the check " + report.name(), () -> {
            String conclusion = report.conclusion() == null ? "" : report.conclusion();
            Optional<PullOnGitHub.Check> known = github.pulls.stream()
                    .flatMap(pull -> pull.checks.stream())
                    .filter(check -> stored == null
                            ? lookFirst
                                    && check.head().equals(head)
                                    && check.externalId().equals(report.externalId())
                            : check.id() == stored)
                    .findFirst();
            if (known.isPresent()) {
                known.get().conclusion().set(clock.instant(), conclusion);
                return known.get().id();
            }
            if (stored != null) {
                throw new Outside.Refused("no check run " + stored, "nobody can do anything");
            }
            PullOnGitHub.Check made = new PullOnGitHub.Check(
                    github.nextId(),
                    head,
                    report.name(),
                    report.externalId(),
                    new History<>(clock.instant(), conclusion));
            pullOf(head).checks.add(made);
            return made.id();
        });
    }

    private PullOnGitHub pullOf(String head) {
        return github.pulls.stream()
                .filter(pull -> pull.head.since(Instant.MIN).contains(head))
                .findFirst()
                .orElseThrow(() -> new Outside.Refused("no commit " + head, "nobody can do anything"));
    }

    @Override
    public long createDeployment(Repository repository, String commit, String environment, String description) {
        return wire.call("creating a deployment", github::nextId);
    }

    @Override
    public void deploymentStatus(
            Repository repository, long deployment, String state, String description, @Nullable String url) {
        wire.send("a deployment's status", () -> {});
    }

    @Override
    public List<Queued> queue(Repository repository, String branch) {
        return List.of();
    }

    @Override
    public List<String> parents(Repository repository, String commit) {
        return github.git.get(commit).parents();
    }

    @Override
    public String defaultBranch(Repository repository) {
        return "main";
    }

    @Override
    public ChangeEvent.MergeAsked.Outcome merge(Repository repository, int number, String head) {
        return wire.call("the merge", () -> {
            PullOnGitHub pull = github.pull(number);
            if (pull.life.now() == PullRequest.Life.MERGED) {
                return ChangeEvent.MergeAsked.Outcome.MERGED;
            }
            if (!pull.head.now().equals(head) || !github.merges(pull, GitHub.LEE)) {
                throw new Outside.Refused("it does not merge", "the author updates the branch");
            }
            return ChangeEvent.MergeAsked.Outcome.MERGED;
        });
    }

    @Override
    public void callOff(Repository repository, int number) {
        wire.send("calling the merge off", () -> {});
    }
}
