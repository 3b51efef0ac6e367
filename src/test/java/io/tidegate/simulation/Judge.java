package io.tidegate.simulation;

import io.tidegate.change.Attempt;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.Work;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.flow.Changes;
import io.tidegate.flow.Effects;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import io.tidegate.report.SummaryComment;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What must hold whenever something is confirmed, judged by the world's own record (who approved what, when it was shown,
 * what was decided before) and not by what the product says of it.
 */
final class Judge {
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final GitHub github;
    private final Hcp hcp;
    private final Clock clock;
    private final Changes changes;
    private final List<String> broken = new ArrayList<>();
    /** By pull request and environment: when the newest evidence for a confirmation was begun to be read. */
    private final Map<String, Instant> evidence = new HashMap<>();
    /** By pull request: when the newest event that may close a gate was accepted, of those decided. */
    private final Map<Integer, Instant> closing = new HashMap<>();
    /** Runs to which a push came before the decision to confirm them. */
    private final Set<RunId> overtaken = new HashSet<>();

    private final Set<RunId> decided = new HashSet<>();
    private final Set<Long> deliveries = new HashSet<>();
    private final Map<String, RunInHcp> last = new HashMap<>();

    Judge(GitHub github, Hcp hcp, Clock clock, Changes changes) {
        this.github = github;
        this.hcp = hcp;
        this.clock = clock;
        this.changes = changes;
    }

    List<String> broken() {
        return broken;
    }

    void breaks(String what) {
        broken.add(what);
    }

    void performs(Effects.Claimed claimed) {
        if (claimed.effect() instanceof Effect.ReadEvidence(ChangeEvent.Purpose.ForConfirm purpose)) {
            evidence.put(key(claimed.change(), purpose.environment().text()), clock.instant());
        }
    }

    /** A decision was committed. */
    void decided(ChangeId change, ChangeEvent event, List<Effect> effects) {
        if (event instanceof ChangeEvent.Touched || event instanceof ChangeEvent.Reviewed) {
            closing.merge(change.number(), event.at(), (a, b) -> a.isAfter(b) ? a : b);
        }
        if (event instanceof ChangeEvent.Touched touched && touched.pushed()) {
            hcp.runs.values().stream()
                    .filter(run -> run.pull == change.number() && run.kind == RunKind.REAL && !decided.contains(run.id))
                    .forEach(run -> overtaken.add(run.id));
        }
        effects.stream()
                .filter(Effect.ConfirmRun.class::isInstance)
                .map(Effect.ConfirmRun.class::cast)
                .forEach(confirm -> {
                    decided.add(confirm.run());
                    Instant read =
                            evidence.get(key(change, confirm.environment().text()));
                    Instant closed = closing.get(change.number());
                    if (read != null && closed != null && read.isBefore(closed)) {
                        breaks("I4: " + confirm.run() + " is to be confirmed on evidence read before an event"
                                + " that may close a gate was accepted");
                    }
                });
    }

    /** Nothing is decided twice. */
    void finished(long delivery) {
        if (!deliveries.add(delivery)) {
            breaks("I5: delivery " + delivery + " was decided twice");
        }
    }

    /** HCP Terraform took a confirmation of ours. @param sent when it was sent, which is all that is in our hands */
    void confirmed(RunInHcp run, Instant sent) {
        PullOnGitHub pull = run.ours() ? github.pull(run.pull) : null;
        if (pull == null || run.kind != RunKind.REAL) {
            breaks("I1: confirmed " + run + ", which is no real run of ours");
            return;
        }
        Instant from = sent.minus(FRESH);
        stored(run);
        Instant read = evidence.get(key(id(run), run.environment));
        if (read == null || read.isBefore(from)) {
            breaks("I1: confirmed " + run + " on evidence read at " + read);
        }
        if (!seen(pull, run, from)) {
            breaks("I1: confirmed " + run + ", whose plan nobody approved who may: " + addresses(run));
        }
        gates(pull, run, from);
        if (overtaken.contains(run.id) && !decided.contains(run.id)) {
            breaks("I4: confirmed " + run + " though a push was decided before");
        }
        once(pull, run);
        order(run);
        last.put(run.environment, run);
    }

    private void stored(RunInHcp run) {
        boolean known = changes.find(id(run))
                .flatMap(change -> change.work(new EnvironmentName(run.environment)))
                .map(Work::attempt)
                .filter(attempt -> run.id.equals(attempt.run()))
                .isPresent();
        if (!known) {
            breaks("I1: confirmed " + run + ", which is not the stored run of an attempt");
        }
        for (PullOnGitHub other : github.pulls) {
            boolean applying = other.number != run.pull
                    && changes.find(new ChangeId(GitHub.REPOSITORY.id(), other.number))
                            .flatMap(change -> change.work(new EnvironmentName(run.environment)))
                            .map(Work::attempt)
                            .filter(Attempt::committed)
                            .filter(attempt -> attempt.run() != null
                                    && !hcp.get(attempt.run()).over())
                            .isPresent();
            if (applying) {
                breaks("I3: confirmed " + run + " while " + other + " applies there");
            }
        }
    }

    private void gates(PullOnGitHub pull, RunInHcp run, Instant from) {
        List<PullRequest.Life> lives = pull.life.since(from);
        if (!lives.contains(PullRequest.Life.OPEN) && !lives.contains(PullRequest.Life.MERGED)) {
            breaks("I1: confirmed " + run + " of a pull request that was closed for 30 s");
        }
        if (!onMain(run.commit) && !pull.head.since(from).contains(head(run.commit))) {
            breaks("I1: confirmed " + run + " of a head that was none for 30 s");
        }
    }

    private void once(PullOnGitHub pull, RunInHcp run) {
        if (run.confirmations > 1
                || hcp.runs.values().stream()
                                .filter(one -> one.token.equals(run.token) && one.confirmations > 0)
                                .count()
                        > 1) {
            breaks("I2: the attempt of " + run + " was confirmed twice");
        }
        long attempts = hcp.runs.values().stream()
                .filter(one -> one.pull == run.pull && one.environment.equals(run.environment))
                .filter(one -> one.kind == RunKind.REAL)
                .map(one -> one.token)
                .distinct()
                .count();
        long asked = pull.comments.stream()
                .filter(comment -> comment.by() != null && comment.body().now().startsWith("/apply"))
                .count();
        if (attempts > asked + (pull.mergeCommit == null ? 0 : 1)) {
            breaks("I2: " + attempts + " attempts of " + pull + " in " + run.environment + ", and " + asked
                    + " commands asked for one");
        }
    }

    private void order(RunInHcp run) {
        RunInHcp before = last.get(run.environment);
        if (before == null) {
            return;
        }
        String landed = onMain(before.commit) ? before.commit : head(before.commit);
        boolean abandoned = before.pull == run.pull || givenUp(before);
        if (!abandoned && !github.git.holds(run.commit, landed)) {
            breaks("I3: confirmed " + run + ", whose tree does not hold what " + before + " applied");
        }
    }

    /** Who unlocks what was applied and is on no branch wants others to go on there. */
    private boolean givenUp(RunInHcp applied) {
        return github.pull(applied.pull).comments.stream()
                .anyMatch(comment -> comment.by() != null
                        && comment.body().now().startsWith("/unlock")
                        && !comment.at().isBefore(Objects.requireNonNull(applied.confirmedAt)));
    }

    /** Whether each change was on show when somebody who may approve did, and that approval stood in this time. */
    private boolean seen(PullOnGitHub pull, RunInHcp run, Instant from) {
        Stream<PullOnGitHub> pulls = onMain(run.commit) ? github.pulls.stream() : Stream.of(pull);
        // While one environment is planned anew the comment goes on showing the others.
        Pattern planned = Pattern.compile("<b>[^<]*\\b" + run.environment + "\\b.*plan <code>");
        List<String> shown = pulls.flatMap(one -> approvals(one, from)
                        .map(at -> one.comments.stream()
                                .filter(comment -> comment.by() == null)
                                .map(comment -> comment.body().latest(at, planned.asPredicate()))
                                .filter(body -> body.startsWith(SummaryComment.MARKER))
                                .reduce("", String::concat)))
                .toList();
        return addresses(run).stream().allMatch(address -> shown.stream().anyMatch(body -> body.contains(address)));
    }

    private Stream<Instant> approvals(PullOnGitHub pull, Instant from) {
        return Stream.concat(
                pull.reviews.stream()
                        .filter(review -> review.stands().since(from).contains(true)
                                && may(pull, review.by().id(), from))
                        .map(PullOnGitHub.Reviewed::at),
                pull.comments.stream()
                        .filter(comment -> comment.by() != null
                                && comment.body().now().startsWith("/approve")
                                && comment.exists().since(from).contains(true)
                                && may(pull, comment.by().id(), from))
                        .map(PullOnGitHub.Comment::at));
    }

    private boolean may(PullOnGitHub pull, long person, Instant from) {
        return pull.pushers.entrySet().stream()
                        .noneMatch(pusher -> pusher.getKey().id() == person
                                && !pusher.getValue().isAfter(from))
                && Objects.requireNonNull(github.permissions.get(person)).since(from).stream()
                        .anyMatch(permission -> permission.atLeast(Permission.WRITE));
    }

    private static List<String> addresses(RunInHcp run) {
        return Objects.requireNonNull(run.plan).entrySet().stream()
                .map(entry -> entry.getValue().address(entry.getKey()))
                .toList();
    }

    private boolean onMain(String commit) {
        return github.main.since(Instant.MIN).contains(commit);
    }

    /** Of a merge commit that GitHub offered: the pull request's side. */
    private String head(String commit) {
        List<String> parents = github.git.get(commit).parents();
        boolean offered = parents.size() == 2
                && github.pulls.stream()
                        .noneMatch(pull -> pull.head.since(Instant.MIN).contains(commit));
        return offered ? parents.getLast() : commit;
    }

    private static ChangeId id(RunInHcp run) {
        return new ChangeId(GitHub.REPOSITORY.id(), run.pull);
    }

    private static String key(ChangeId change, String environment) {
        return change.number() + " " + environment;
    }
}
