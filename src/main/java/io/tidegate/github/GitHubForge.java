package io.tidegate.github;

import io.tidegate.change.Effect;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Forge;
import io.tidegate.flow.Outside;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.RequiredCheck;
import io.tidegate.gate.Review;
import io.tidegate.report.CheckReport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHException;

/** GitHub over its REST API. Calls the github-api library makes in one request are made by it, the others by our own. */
@Singleton
public final class GitHubForge implements Forge {
    private static final int MOST_FILES = 3000;
    private final GitHubSettings settings;
    private final GitHubCalls calls;
    private final InstallationTokens tokens;
    private final GitObjects objects = new GitObjects();
    private final PlannedCommit planned;

    @Inject
    GitHubForge(GitHubSettings settings, GitHubCalls calls, AppAuthentication app, InstantSource clock) {
        this.settings = settings;
        this.calls = calls;
        this.tokens = new InstallationTokens(calls, app, clock);
        this.planned = new PlannedCommit(objects, settings.times(), clock);
    }

    /** One question to GitHub; what its answer lacks, or the library cannot read, becomes {@link Outside}. */
    private interface Question<T> {
        T ask(RepositoryCalls calls, Bound bound) throws IOException;
    }

    private <T> T ask(Repository repository, Question<T> question) {
        RepositoryCalls about = new RepositoryCalls(calls, tokens, repository);
        try {
            return question.ask(about, new Bound(about, settings));
        } catch (Fields.Unfit e) {
            throw new Outside.Unavailable(
                    "an answer of GitHub about " + repository.fullName() + " cannot be read: " + e.getMessage(), null);
        } catch (IOException | GHException e) {
            throw new Outside.Unavailable(
                    "an answer of GitHub about " + repository.fullName() + " cannot be read ("
                            + e.getClass().getSimpleName() + ")",
                    null);
        }
    }

    private static final String SUBMODULE = "160000";

    @Override
    public Inspection inspect(Repository repository, int number) {
        return ask(repository, (about, bound) -> {
            PlannedCommit.Found found = planned.find(about, number);
            PullRequest pull = found.seen().pullRequest();
            List<ChangedFile> files = PullRequests.files(bound, number);
            Contributors contributors = Contributors.of(
                    pull.author(),
                    about.all("/pulls/" + number + "/commits?per_page=100", ""),
                    found.seen().commits(),
                    settings.url().getHost());
            SortedMap<String, String> blobs = new TreeMap<>();
            objects.tree(about, found.commit()).forEach((path, entry) -> {
                if (!entry.mode().equals(SUBMODULE)) {
                    blobs.put(path, entry.blob());
                }
            });
            return new Inspection(
                    pull,
                    found.commit(),
                    found.source(),
                    found.seen().defaultBranch(),
                    found.defaultTip(),
                    objects.configuration(about, found.defaultTip()).orElse(null),
                    Collections.unmodifiableSortedMap(blobs),
                    files,
                    files.size() >= found.seen().changedFiles() && found.seen().changedFiles() <= MOST_FILES,
                    contributors.linked(),
                    contributors.unlinked());
        });
    }

    @Override
    public PullRequest pullRequest(Repository repository, int number) {
        return ask(repository, (about, bound) -> PlannedCommit.current(about, number));
    }

    @Override
    public List<Review> reviews(Repository repository, int number) {
        return ask(repository, (about, bound) -> Permissions.reviews(about, number));
    }

    @Override
    public Permission permission(Repository repository, Actor actor) {
        return ask(repository, (about, bound) -> Permissions.of(about, actor));
    }

    @Override
    public Membership membership(Repository repository, String team, Actor actor) {
        return ask(repository, (about, bound) -> Permissions.membership(about, team, actor));
    }

    @Override
    public boolean commentExists(Repository repository, long comment) {
        return ask(repository, (about, bound) -> comments(about, bound).exists(comment));
    }

    @Override
    public List<RequiredCheck> requiredChecks(Repository repository, String branch, String head) {
        return ask(repository, (about, bound) -> new RequiredChecks(about, settings.app()).on(branch, head));
    }

    @Override
    public ConfigurationFile configuration(Repository repository) {
        return ask(repository, (about, bound) -> {
            // Read each time: whoever may change the default branch changes whose configuration holds.
            String tip = PlannedCommit.tip(about, Fields.text(about.get(""), "default_branch"));
            return new ConfigurationFile(tip, objects.configuration(about, tip).orElse(null));
        });
    }

    @Override
    public ConfigurationFile configuration(Repository repository, String commit) {
        return ask(
                repository,
                (about, bound) -> new ConfigurationFile(
                        commit, objects.configuration(about, commit).orElse(null)));
    }

    @Override
    public Optional<ConfigurationFile> organizationFile(Repository repository) {
        Repository theirs =
                new Repository(0, repository.owner(), OrganizationFile.REPOSITORY, repository.installation());
        try {
            return Optional.of(ask(theirs, (about, bound) -> {
                String tip = PlannedCommit.tip(about, Fields.text(about.get(""), "default_branch"));
                return new ConfigurationFile(
                        tip, objects.text(about, tip, OrganizationFile.PATH).orElse(null));
            }));
        } catch (Outside.Refused unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<OwnersFile> owners(Repository repository, String commit) {
        return ask(repository, (about, bound) -> objects.owners(about, commit));
    }

    @Override
    public String tip(Repository repository, String branch) {
        return ask(repository, (about, bound) -> PlannedCommit.tip(about, branch));
    }

    @Override
    public boolean holds(Repository repository, String commit, String earlier) {
        return ask(repository, (about, bound) -> PlannedCommit.holds(about, commit, earlier));
    }

    @Override
    public List<ChangedFile> compare(Repository repository, String from, String to) {
        return ask(repository, (about, bound) -> objects.difference(about, from, to));
    }

    @Override
    public SortedMap<String, TreeEntry> tree(Repository repository, String commit) {
        return ask(repository, (about, bound) -> objects.tree(about, commit));
    }

    @Override
    public InputStream tarball(Repository repository, String commit) {
        return ask(repository, (about, bound) -> about.download("/tarball/" + RepositoryCalls.escape(commit)));
    }

    @Override
    public Comment writeSummary(
            Repository repository, int number, @Nullable Long stored, boolean lookFirst, String body) {
        return ask(repository, (about, bound) -> comments(about, bound).writeSummary(number, stored, lookFirst, body));
    }

    @Override
    public Comment reply(Repository repository, int number, String marker, boolean lookFirst, String body) {
        return ask(repository, (about, bound) -> comments(about, bound).reply(number, marker, lookFirst, body));
    }

    @Override
    public List<Own> comments(Repository repository, int number) {
        return ask(repository, (about, bound) -> comments(about, bound).own(number));
    }

    @Override
    public void deleteComment(Repository repository, long comment) {
        ask(repository, (about, bound) -> {
            about.delete("/issues/comments/" + comment);
            return true;
        });
    }

    @Override
    public void react(Repository repository, long comment, Effect.Reaction reaction) {
        ask(repository, (about, bound) -> {
            comments(about, bound).react(comment, reaction);
            return true;
        });
    }

    private Comments comments(RepositoryCalls about, Bound bound) {
        return new Comments(about, bound, settings.app());
    }

    @Override
    public long writeCheck(
            Repository repository, String head, @Nullable Long stored, boolean lookFirst, CheckReport report) {
        return ask(
                repository,
                (about, bound) -> new Checks(about, bound, settings.app()).write(head, stored, lookFirst, report));
    }

    @Override
    public long createDeployment(Repository repository, String commit, String environment, String description) {
        return ask(repository, (about, bound) -> Deployments.create(bound, commit, environment, description));
    }

    @Override
    public void deploymentStatus(
            Repository repository, long deployment, String state, String description, @Nullable String url) {
        ask(repository, (about, bound) -> Deployments.status(about, deployment, state, description, url));
    }
}
