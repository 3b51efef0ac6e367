package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.github.Happening.Deployed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What GitHub's own pages show of a repository beyond what {@link Repo} answers: history, details and what is possible. */
public final class Shown {
    private final Repo repo;

    Shown(Repo repo) {
        this.repo = repo;
    }

    /** @param by the author's login */
    public record Committed(String sha, String subject, String body, String by, Instant at) {}

    /** @param level notice, warning or failure; {@code title} may be empty */
    public record Annotation(String path, int from, int to, String level, String title, String message) {}

    /** A button that an App put on its check. */
    public record Button(String label, String description, String identifier) {}

    /** A check run with everything on its page; {@code completedAt} and {@code detailsUrl} may be null. */
    public record Checked(
            Repo.Check check,
            String sha,
            String app,
            boolean ours,
            Instant startedAt,
            Instant completedAt,
            String detailsUrl,
            List<Annotation> annotations,
            List<Button> buttons) {}

    /** The newest commit status of a context. */
    public record Status(String context, String state, String description, String by) {}

    /** Oldest first; a deployment stands where it began, in its newest state. */
    public List<Happening> timeline(int number) {
        return locked(() -> {
            PullRequest pull = repo.pulls.get(number);
            List<Happening> all = new ArrayList<>(pull.happenings);
            Set<String> commits = pull.happenings.stream()
                    .filter(Happening.Committed.class::isInstance)
                    .map(happening -> ((Happening.Committed) happening).sha())
                    .collect(Collectors.toCollection(HashSet::new));
            commits.add(pull.headSha);
            if (pull.merged()) {
                commits.add(pull.mergeCommitSha);
            }
            repo.deployments.all().stream()
                    .filter(deployment -> commits.contains(deployment.sha()))
                    .map(Shown::deployed)
                    .forEach(all::add);
            all.sort(Comparator.comparing(Happening::at));
            return List.copyOf(all);
        });
    }

    private static Deployed deployed(Deployment deployment) {
        String state = deployment.statuses().isEmpty()
                ? "pending"
                : deployment.statuses().getLast().state();
        return new Deployed(deployment.createdAt(), deployment.creator().login(), deployment.environment(), state);
    }

    /** Oldest first. */
    public List<Committed> commits(int number) {
        return locked(() -> repo.pulls.commits(repo.pulls.get(number)).stream()
                .map(Shown::committed)
                .toList());
    }

    private static Committed committed(Commit commit) {
        return new Committed(
                commit.sha(),
                commit.subject(),
                commit.message(),
                commit.author().name(),
                commit.author().at());
    }

    public Optional<Checked> check(long id) {
        return locked(() -> repo.checks.find(id).map(this::checked));
    }

    /** The newest run of each name on this commit, of every App, by name. */
    public List<Checked> checks(String sha) {
        return locked(() -> repo.checks.latest(sha).stream()
                .map(this::checked)
                .sorted(Comparator.comparing(checked -> checked.check().name()))
                .toList());
    }

    private Checked checked(CheckRun run) {
        return new Checked(
                Views.checks(List.of(run)).getFirst(),
                run.headSha,
                run.appSlug,
                run.appId == repo.site.app.id(),
                run.startedAt,
                run.completedAt,
                run.detailsUrl,
                StreamSupport.stream(run.annotations.spliterator(), false)
                        .map(sent -> new Annotation(
                                sent.path("path").asText(),
                                sent.path("start_line").asInt(),
                                sent.path("end_line").asInt(),
                                sent.path("annotation_level").asText(),
                                sent.path("title").asText(""),
                                sent.path("message").asText()))
                        .toList(),
                StreamSupport.stream(run.actions.spliterator(), false)
                        .map(sent -> new Button(
                                sent.path("label").asText(),
                                sent.path("description").asText(),
                                sent.path("identifier").asText()))
                        .toList());
    }

    public List<Status> statuses(String sha) {
        return locked(() -> {
            Collection<CommitStatus> newest = repo.checks.latestStatuses(sha);
            return newest.stream()
                    .map(status -> new Status(
                            status.context(),
                            status.state(),
                            status.description() == null ? "" : status.description(),
                            status.creator().login()))
                    .toList();
        });
    }

    /** All files at a branch or commit; none where there is no such. */
    public Set<String> paths(String ref) {
        return locked(() -> repo.branches
                .resolve(ref)
                .map(commit -> Set.copyOf(repo.branches.objects.filesOf(commit).keySet()))
                .orElse(Set.of()));
    }

    public boolean hasBranch(String branch) {
        return locked(() -> repo.branches.tip(branch).isPresent());
    }

    /** Whether the base has commits that the head does not hold. */
    public boolean behind(int number) {
        return locked(() -> {
            PullRequest pull = repo.pulls.get(number);
            return !repo.branches.history.isAncestor(repo.branches.head(pull.baseRef), pull.headSha);
        });
    }

    public String role(Person person) {
        return locked(() -> repo.role(person));
    }

    private <T> T locked(Supplier<T> question) {
        synchronized (repo.site) {
            return question.get();
        }
    }
}
