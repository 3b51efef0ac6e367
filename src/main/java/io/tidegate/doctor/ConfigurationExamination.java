package io.tidegate.doctor;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Right;
import java.util.ArrayList;
import java.util.List;

/** Whether a repository's configuration holds, and whose code runs with which credentials under it. */
public final class ConfigurationExamination {
    private static final String FILE = ".github/tidegate.yml";

    private ConfigurationExamination() {}

    public static List<Finding> of(Repository repository, Configuration configuration) {
        List<Finding> findings = new ArrayList<>();
        String subject = "configuration of " + repository.fullName();
        for (Problem problem : configuration.problems()) {
            findings.add(new Finding.Problem(
                    subject, problem.text(), "Correct it; ./tidegate check says on a laptop whether all is well."));
        }
        if (!configuration.present()) {
            findings.add(new Finding.Warning(
                    subject,
                    "There is no " + FILE + ": Tidegate plans there and applies nothing.",
                    "Merge a " + FILE + ", or leave it so."));
        } else if (configuration.problems().isEmpty()) {
            findings.add(new Finding.Ok(
                    subject, FILE + " names " + configuration.environments().size() + " environments."));
        }
        for (Environment environment : configuration.environments()) {
            findings.add(runs(repository, environment));
        }
        return findings;
    }

    /** A plan runs the code of a pull request with what the workspace holds. */
    private static Finding runs(Repository repository, Environment environment) {
        PlanMode mode = environment.rules().plan();
        Right right = mode == PlanMode.TRUSTED ? Right.APPROVE : Right.PLAN;
        List<String> who = environment.rules().rights().of(right).stream()
                .map(Grantee::text)
                .toList();
        String unasked = switch (mode) {
            case AUTO, TRUSTED -> "unasked";
            case ON_COMMAND -> "by /plan";
        };
        return new Finding.Ok(
                "code in " + environment.name() + " of " + repository.fullName(),
                "Runs " + unasked + " with the credentials of " + environment.workspace() + ", where its authors are: "
                        + (who.isEmpty() ? "nobody" : String.join(", ", who))
                        + ". Others wait until somebody has read it.");
    }
}
