package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.change.ChangeEvent.MergeAsked.Outcome;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Merges;
import io.tidegate.flow.Outside;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Merging on GitHub. What changes something has tokens of its own, which alone may: those with which everything else is
 * read and said cannot push.
 */
@Singleton
public final class GitHubMerges implements Merges {
    private static final String ENABLE = """
            mutation($id: ID!, $head: GitObjectID!, $method: PullRequestMergeMethod!) {
              enablePullRequestAutoMerge(input: {pullRequestId: $id, expectedHeadOid: $head, mergeMethod: $method}) {
                pullRequest { number }
              }
            }""";
    private static final String ENQUEUE = """
            mutation($id: ID!, $head: GitObjectID!) {
              enqueuePullRequest(input: {pullRequestId: $id, expectedHeadOid: $head}) {
                mergeQueueEntry { position }
              }
            }""";
    private static final String DISABLE = """
            mutation($id: ID!) {
              disablePullRequestAutoMerge(input: {pullRequestId: $id}) {
                pullRequest { number }
              }
            }""";

    private final GitHubCalls calls;
    private final InstallationTokens reading;
    private final InstallationTokens merging;
    private final GitObjects objects = new GitObjects();

    @Inject
    GitHubMerges(GitHubCalls calls, AppAuthentication app, InstantSource clock) {
        this.calls = calls;
        this.reading = new InstallationTokens(calls, app, clock);
        this.merging = InstallationTokens.merging(calls, app, clock);
    }

    private <T> T ask(Repository repository, InstallationTokens tokens, Function<RepositoryCalls, T> question) {
        try {
            return question.apply(new RepositoryCalls(calls, tokens, repository));
        } catch (Fields.Unfit e) {
            throw new Outside.Unavailable(
                    "an answer of GitHub about " + repository.fullName() + " cannot be read: " + e.getMessage(), null);
        }
    }

    @Override
    public List<Queued> queue(Repository repository, String branch) {
        String prefix = MergeGroups.prefix(branch);
        return ask(repository, reading, about -> {
            List<Queued> queued = new ArrayList<>();
            String path = "/git/matching-" + RepositoryCalls.escape(prefix.substring(0, prefix.length() - 1));
            for (JsonNode ref : about.all(path, "")) {
                String head = Fields.sha(ref, "object.sha");
                MergeGroups.numberIn(Fields.text(ref, "ref"), branch)
                        .ifPresent(number -> queued.add(new Queued(number, head)));
            }
            return List.copyOf(queued);
        });
    }

    @Override
    public List<String> parents(Repository repository, String commit) {
        return ask(repository, reading, about -> objects.parents(about, commit));
    }

    @Override
    public String defaultBranch(Repository repository) {
        return ask(repository, reading, about -> Fields.text(about.get(""), "default_branch"));
    }

    @Override
    public Outcome merge(Repository repository, int number, String head) {
        return ask(repository, merging, about -> {
            JsonNode pull = about.get("/pulls/" + number);
            if (pull.path("merged").asBoolean(false)) {
                return Outcome.MERGED;
            }
            if (!Fields.sha(pull, "head.sha").equals(head)) {
                throw new Outside.Refused(
                        "The pull request was pushed to meanwhile, so it is not merged for the earlier commit.",
                        "The new commit is judged by itself.");
            }
            if (pull.path("auto_merge").isObject()) {
                return Outcome.WAITS;
            }
            String id = Fields.text(pull, "node_id");
            String method = method(about);
            Optional<String> refused = mutate(about, ENABLE, Map.of("id", id, "head", head, "method", method));
            if (refused.isEmpty()) {
                return Outcome.WAITS;
            }
            if (!waitsForNothing(refused.get())) {
                throw refused(refused.get());
            }
            return hasQueue(about, Fields.text(pull, "base.ref"))
                    ? enqueued(about, id, head)
                    : merged(about, number, head, method);
        });
    }

    /** Auto-merge can only be switched on where there is something to wait for. */
    private static boolean waitsForNothing(String refusal) {
        return refusal.contains("clean status") || refusal.contains("unstable status");
    }

    private static Outcome enqueued(RepositoryCalls about, String id, String head) {
        Optional<String> refused = mutate(about, ENQUEUE, Map.of("id", id, "head", head));
        if (refused.isPresent() && !refused.get().contains("already")) {
            throw refused(refused.get());
        }
        return Outcome.ENQUEUED;
    }

    private static Outcome merged(RepositoryCalls about, int number, String head, String method) {
        about.put("/pulls/" + number + "/merge", Map.of("sha", head, "merge_method", method.toLowerCase(Locale.ROOT)));
        return Outcome.MERGED;
    }

    /** The first that the repository allows; where it does not say, the one that it has unless somebody forbids it. */
    private static String method(RepositoryCalls about) {
        JsonNode repository = about.get("");
        if (repository.path("allow_merge_commit").asBoolean(true)) {
            return "MERGE";
        }
        return repository.path("allow_squash_merge").asBoolean(true) ? "SQUASH" : "REBASE";
    }

    private static boolean hasQueue(RepositoryCalls about, String branch) {
        return about.find("/rules/branches/" + RepositoryCalls.escape(branch) + "?per_page=100").stream()
                .flatMap(rules -> rules.valueStream())
                .anyMatch(rule -> rule.path("type").asText("").equals("merge_queue"));
    }

    @Override
    public void callOff(Repository repository, int number) {
        ask(repository, merging, about -> {
            JsonNode pull = about.get("/pulls/" + number);
            // What a person has switched on is that person's.
            boolean ours =
                    Fields.at(pull, "auto_merge.enabled_by.type").asText("").equals("Bot");
            if (ours) {
                mutate(about, DISABLE, Map.of("id", Fields.text(pull, "node_id")))
                        .ifPresent(why -> {
                            throw refused(why);
                        });
            }
            return ours;
        });
    }

    /** @return what GitHub said against it, bounded; empty when it was done */
    private static Optional<String> mutate(RepositoryCalls about, String mutation, Map<String, ?> variables) {
        JsonNode errors = about.query(mutation, variables).path("errors");
        if (!errors.isArray() || errors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Faults.plain(errors.path(0).path("message").asText("")));
    }

    private static Outside.Refused refused(String said) {
        String remedy;
        if (said.contains("Auto merge is not allowed")) {
            remedy = "An administrator of the repository allows auto-merge in its settings, or sets `merge: manual`.";
        } else if (said.contains("not accessible by integration") || said.contains("required permissions")) {
            remedy = "Give the GitHub App the permissions Contents: write and Pull requests: write and accept them in"
                    + " the installation, or set `merge: manual`.";
        } else {
            remedy = "GitHub's own rules decide about the merge.";
        }
        return new Outside.Refused("GitHub refused: " + said, remedy);
    }
}
