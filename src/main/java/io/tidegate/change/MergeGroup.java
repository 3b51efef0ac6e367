package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.run.RunId;
import io.tidegate.run.WorkspaceSeen;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What GitHub's merge queue would make of the base branch with this pull request in it.
 *
 * @param head the commit that the check is wanted on
 * @param base the commit below it: the tip of the branch, or the group of the pull request ahead
 * @param reading whether it is known what the group means to the environments
 * @param ahead the pull requests that are merged before it, nearest first
 * @param trials the environments whose plan the pull request's own does not stand for
 */
public record MergeGroup(String head, String base, Reading reading, List<Ahead> ahead, List<Trial> trials) {
    /** How far it is read. */
    public sealed interface Reading {
        record Wanted() implements Reading {}

        record Done() implements Reading {}

        /** @param reason why it could not be read, with the remedy */
        record GivenUp(String reason) implements Reading {}
    }

    /**
     * A pull request before this one in the queue.
     *
     * @param environments those whose files it changes
     * @param unread why a plan must not run its code yet; null when it may
     */
    public record Ahead(
            int number,
            List<EnvironmentName> environments,
            @Nullable String unread) {
        public Ahead {
            environments = List.copyOf(environments);
        }
    }

    /** One environment, planned as the group would leave it. @param causes the pull requests ahead that change its files */
    public record Trial(EnvironmentName environment, List<Integer> causes, Step step) {
        public Trial {
            causes = List.copyOf(causes);
        }

        Trial at(Step next) {
            return new Trial(environment, causes, next);
        }
    }

    /** How far a trial is. */
    public sealed interface Step {
        record Starting() implements Step {}

        record Running(WorkspaceSeen workspace, RunId run, String url) implements Step {}

        /** It would do nothing that the pull request's own plan does not show. */
        record Covered(String url) implements Step {}

        /**
         * It would do something else.
         *
         * @param changes how many things no plan of the pull request shows
         * @param subjects some of them
         * @param missing some of what the pull request's plan would do and this one would not
         */
        record Differs(String url, int changes, List<String> subjects, List<String> missing) implements Step {
            public Differs {
                subjects = List.copyOf(subjects);
                missing = List.copyOf(missing);
            }
        }

        /** @param reason why there is no plan, with the remedy */
        record Failed(@Nullable String url, String reason) implements Step {}

        default boolean goesOn() {
            return this instanceof Starting || this instanceof Running;
        }
    }

    public MergeGroup {
        ahead = List.copyOf(ahead);
        trials = List.copyOf(trials);
    }

    static MergeGroup of(String head, String base) {
        return new MergeGroup(head, base, new Reading.Wanted(), List.of(), List.of());
    }

    public Optional<Trial> trial(EnvironmentName environment) {
        return trials.stream()
                .filter(trial -> trial.environment().equals(environment))
                .findFirst();
    }

    MergeGroup with(Trial next) {
        return new MergeGroup(
                head,
                base,
                reading,
                ahead,
                trials.stream()
                        .map(trial -> trial.environment().equals(next.environment()) ? next : trial)
                        .toList());
    }

    MergeGroup with(Reading next) {
        return new MergeGroup(head, base, next, ahead, trials);
    }
}
