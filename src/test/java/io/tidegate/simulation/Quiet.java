package io.tidegate.simulation;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeId;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Work;
import io.tidegate.flow.Stores;
import io.tidegate.report.SummaryComment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold once nobody does anything any more, nothing fails, and enough time has passed. */
final class Quiet {
    /** A comment and its line that an answer is about. */
    private static final Pattern LINE = Pattern.compile("<!-- tidegate:reply:(\\d+)/(\\d+)");

    private final GitHub github;
    private final Hcp hcp;
    private final Storage storage;
    private final Stores stores;
    private final List<String> broken = new ArrayList<>();

    private Quiet(GitHub github, Hcp hcp, Storage storage) {
        this.github = github;
        this.hcp = hcp;
        this.storage = storage;
        this.stores = storage.stores();
    }

    static List<String> broken(GitHub github, Hcp hcp, Storage storage) {
        Quiet quiet = new Quiet(github, hcp, storage);
        quiet.deliveries();
        quiet.runs();
        github.pulls.forEach(quiet::pull);
        return quiet.broken;
    }

    private void deliveries() {
        storage.waiting().forEach(waiting -> broken.add("I5: never ends: " + waiting));
        storage.ended().stream()
                .filter(ended -> ended.reason().isBlank()
                        || !ended.outcome().equals("done") && !ended.outcome().equals("ignored"))
                .forEach(ended -> broken.add("I5: " + ended));
    }

    private void runs() {
        hcp.runs.values().stream()
                .filter(run -> run.ours() && !run.over())
                .forEach(run -> broken.add("I6: is left behind: " + run));
    }

    private void pull(PullOnGitHub pull) {
        Optional<Change> found = stores.changes().find(new ChangeId(GitHub.REPOSITORY.id(), pull.number));
        pull.checks.stream()
                .filter(check -> check.conclusion().now().isEmpty())
                .forEach(check -> broken.add("I8: " + pull + " has the open check " + check.name() + " of "
                        + check.head().substring(0, 7)));
        said(pull);
        found.ifPresent(change -> {
            change.commands().forEach(command -> broken.add("I5: " + pull + " still waits to answer " + command));
            commands(pull);
            current(pull, change);
        });
    }

    /** Each of our comments stands there once. */
    private void said(PullOnGitHub pull) {
        Set<String> markers = new HashSet<>();
        pull.ours().stream()
                .map(comment -> comment.body().now().lines().findFirst().orElse(""))
                .filter(marker -> !markers.add(marker))
                .forEach(marker -> broken.add("I5: " + pull + " has twice " + marker));
    }

    private void commands(PullOnGitHub pull) {
        for (PullOnGitHub.Comment comment : pull.comments) {
            boolean answered = pull.reactions.containsKey(comment.id())
                    || pull.ours().stream()
                            .anyMatch(ours -> ours.body().now().contains("tidegate:reply:" + comment.id() + "/"));
            long heard = pull.ours().stream()
                    .map(ours -> LINE.matcher(ours.body().now()))
                    .filter(marker -> marker.lookingAt() && Long.parseLong(marker.group(1)) == comment.id())
                    .map(marker -> marker.group(2))
                    .distinct()
                    .count();
            if (heard > 1) {
                broken.add("I5: " + pull + " took one command for " + heard + ": "
                        + comment.body().now());
            }
            if (comment.by() != null && github.wasAccepted(comment.id()) && !answered) {
                broken.add("I5: " + pull + " got no answer to " + comment.body().now());
            }
        }
    }

    private void current(PullOnGitHub pull, Change change) {
        if (pull.untold || change.pullRequest() == null) {
            return;
        }
        if (!change.pullRequest().head().equals(pull.head.now())
                || change.pullRequest().life() != pull.life.now()) {
            broken.add("I5: " + pull + " was never read as it is");
        }
        if (!pull.open()) {
            // Others tell it no more: what it shows of their locks and applies is from when it was closed.
            return;
        }
        Map<String, EnvironmentState> shared = stores.environments()
                .find(change.works().stream()
                        .map(Work::workspace)
                        .filter(Objects::nonNull)
                        .map(workspace -> workspace.id())
                        .toList());
        SummaryComment.render(change.shown(), shared)
                .filter(body -> pull.ours().stream()
                        .noneMatch(comment -> plain(comment.body().now()).equals(plain(body))))
                .ifPresent(body -> broken.add("I5: the comment of " + pull + " does not show what is so:\n" + body
                        + "\nbut\n"
                        + pull.ours().stream()
                                .map(comment -> comment.body().now())
                                .filter(other -> other.startsWith(SummaryComment.MARKER))
                                .findFirst()
                                .orElse("nothing")));
    }

    /** Without the commit of the configuration, which every look at the evidence may move on and nobody is shown anew for. */
    private static String plain(String body) {
        return body.replaceAll("read at [^)]*", "");
    }
}
