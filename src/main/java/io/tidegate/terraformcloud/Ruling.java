package io.tidegate.terraformcloud;

import io.tidegate.environment.Repository;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operator's decision whose a workspace is.
 *
 * @param repository its numeric id, or {@code owner/name}
 */
record Ruling(String workspace, String repository) {
    private static final Pattern WRITTEN =
            Pattern.compile("([A-Za-z0-9_-]{1,90})=([1-9][0-9]{0,17}|[A-Za-z0-9-]{1,100}/[A-Za-z0-9._-]{1,100})");

    /** Empty for what is not {@code workspace=71234} or {@code workspace=owner/name}. */
    static Optional<Ruling> read(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        return written.matches() ? Optional.of(new Ruling(written.group(1), written.group(2))) : Optional.empty();
    }

    boolean means(Repository other) {
        return repository.contains("/")
                ? repository.equalsIgnoreCase(other.fullName())
                : repository.equals(Long.toString(other.id()));
    }
}
