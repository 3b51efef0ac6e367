package io.tidegate.report;

import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.MergeGroup;
import io.tidegate.change.MergeGroup.Step;
import io.tidegate.change.MergeGroup.Trial;
import io.tidegate.change.Work;
import io.tidegate.environment.Environment;
import io.tidegate.environment.ShowLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The summary check on the commit of a merge queue: the pull request's own verdict, carried over where the environments'
 * files are the planned ones, and otherwise held against plans of that commit. Written once it is known.
 */
public final class GroupCheck {
    private static final String AGAIN =
            "update the branch when they are merged, so that it is planned with them, and add it to the queue again.";

    private GroupCheck() {}

    /** Empty while there is nothing to say yet. */
    public static Optional<CheckReport> of(Change change, Map<String, EnvironmentState> shared) {
        MergeGroup group = change.landing().group();
        if (group == null || change.pullRequest() == null && !(group.reading() instanceof MergeGroup.Reading.GivenUp)) {
            return Optional.empty();
        }
        return switch (group.reading()) {
            case MergeGroup.Reading.Wanted w -> Optional.empty();
            case MergeGroup.Reading.GivenUp g ->
                Optional.of(report(
                        change,
                        group,
                        "failure",
                        "the merge group could not be read",
                        Sentence.text(g.reason()) + "\n\n**Next:** add the pull request to the queue again.\n"));
            case MergeGroup.Reading.Done d -> judged(change, group, shared);
        };
    }

    private static Optional<CheckReport> judged(Change change, MergeGroup group, Map<String, EnvironmentState> shared) {
        CheckReport own = VerdictCheck.of(change, shared);
        if (own.conclusion() == null) {
            return Optional.empty();
        }
        if (!own.conclusion().equals("success")) {
            return Optional.of(report(
                    change,
                    group,
                    "failure",
                    own.title(),
                    "The pull request's own verdict, carried over:\n\n" + own.summary()));
        }
        List<Trial> trials = group.trials();
        Optional<Trial> bad = trials.stream()
                .filter(trial -> trial.step() instanceof Step.Differs || trial.step() instanceof Step.Failed)
                .findFirst();
        if (bad.isPresent()) {
            return Optional.of(report(
                    change,
                    group,
                    "failure",
                    bad.get().environment() + ": "
                            + (bad.get().step() instanceof Step.Differs ? "another plan" : "no plan") + " in the queue"
                            + behind(bad.get(), ", behind ", ""),
                    lines(change, trials)));
        }
        if (trials.stream().anyMatch(trial -> trial.step().goesOn())) {
            return Optional.empty();
        }
        return Optional.of(
                trials.isEmpty()
                        ? report(change, group, "success", own.title(), carried(own))
                        : report(
                                change,
                                group,
                                "success",
                                "the plans of the pull request hold in the queue",
                                lines(change, trials) + "\n" + own.summary()));
    }

    private static String carried(CheckReport own) {
        return "The pull request's own verdict, carried over: the merge group leaves every environment's files as they"
                + " were planned.\n\n" + own.summary();
    }

    private static String lines(Change change, List<Trial> trials) {
        return trials.stream().map(trial -> line(change, trial)).collect(Collectors.joining("\n"));
    }

    private static String line(Change change, Trial trial) {
        String name = Markdown.text(trial.environment().text());
        return switch (trial.step()) {
            case Step.Starting s -> "- ⏳ " + name + ": being planned as the queue would leave it\n";
            case Step.Running r -> "- ⏳ " + name + ": [being planned](" + r.url() + ") as the queue would leave it\n";
            case Step.Covered c ->
                "- ✅ " + name + ": [planned again](" + c.url() + "), it would do nothing that the pull request's plan"
                        + " does not show\n";
            case Step.Failed f ->
                "- ❌ " + name + ": its files are not the planned ones" + behind(trial, " behind ", "") + ", and "
                        + Sentence.text(f.reason()) + link(f.url()) + "\n\n**Next:** " + AGAIN + "\n";
            case Step.Differs d -> differs(change, trial, name, d);
        };
    }

    private static String differs(Change change, Trial trial, String name, Step.Differs d) {
        StringBuilder words = new StringBuilder("- ❌ " + name + ": " + behind(trial, "behind ", "in the queue")
                + " it [would do](" + d.url() + ") what this pull request's plan does not show");
        if (show(change, trial) == ShowLevel.COUNTS) {
            words.append(d.changes() == 0 ? "." : ": " + d.changes() + (d.changes() == 1 ? " change." : " changes."));
        } else {
            words.append(d.subjects().isEmpty() ? "." : ": " + codes(d.subjects()));
            int more = d.changes() - d.subjects().size();
            words.append(d.subjects().isEmpty() ? "" : more > 0 ? " and " + more + " more." : ".");
            words.append(d.missing().isEmpty() ? "" : " It would no longer do: " + codes(d.missing()) + ".");
        }
        return words.append("\n\n**Why:** ")
                .append(
                        trial.causes().isEmpty()
                                ? "the base branch has moved on since the pull request was planned."
                                : behind(trial, "", "") + (trial.causes().size() == 1 ? " changes" : " change")
                                        + " files of " + name + " and is merged before it.")
                .append("\n\n**Next:** ")
                .append(trial.causes().isEmpty() ? "update the branch, and add it to the queue again." : AGAIN)
                .append("\n")
                .toString();
    }

    private static String codes(List<String> names) {
        return names.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }

    private static String behind(Trial trial, String before, String otherwise) {
        return trial.causes().isEmpty()
                ? otherwise
                : before + trial.causes().stream().map(n -> "#" + n).collect(Collectors.joining(", "));
    }

    private static String link(@Nullable String url) {
        return url == null ? "" : " ([run](" + url + "))";
    }

    private static ShowLevel show(Change change, Trial trial) {
        return change.work(trial.environment())
                .map(Work::environment)
                .or(() -> Optional.ofNullable(change.configuration())
                        .flatMap(all -> all.environment(trial.environment())))
                .map(Environment::rules)
                .map(rules -> rules.show())
                .orElse(ShowLevel.COUNTS);
    }

    private static CheckReport report(
            Change change, MergeGroup group, String conclusion, String title, String summary) {
        return new CheckReport(
                "tidegate",
                new CheckId(change.id(), Optional.empty(), group.head()).text(),
                conclusion,
                title,
                summary,
                change.pullRequest() == null ? null : change.pullRequest().url(),
                List.of(),
                List.of());
    }
}
