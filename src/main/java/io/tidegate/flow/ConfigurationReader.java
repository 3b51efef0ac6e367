package io.tidegate.flow;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.Minimums;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Visibility;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a repository's configuration. Total: what is wrong becomes problems, valid environments remain. */
public interface ConfigurationReader {
    /**
     * @param visibility decides how much is shown where nobody says
     * @param commit of the default branch where the file was read
     * @param text null when there is no file
     * @param paths every path of the tree in which environments are discovered
     */
    Configuration read(
            Repository repository,
            Visibility visibility,
            String commit,
            @Nullable String text,
            Collection<String> paths);

    /** What an organisation asks of its repositories; with problems nothing of it can be relied on. */
    record Asked(Minimums minimums, List<Problem> problems) {
        public Asked {
            problems = List.copyOf(problems);
        }
    }

    Asked readOrganization(String text);
}
