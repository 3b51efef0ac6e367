package io.tidegate.environment;

import org.jspecify.annotations.Nullable;

/**
 * The organisation's own file, which asks for minimums, as it was last read.
 *
 * @param commit of its default branch; null where there is no file
 * @param trouble why nothing may be applied because of it; null where nothing is wrong
 */
public record OrganizationFile(
        @Nullable String commit, @Nullable String trouble) {
    /** Its repository, of the same owner. */
    public static final String REPOSITORY = ".github";

    public static final String PATH = "tidegate-organization.yml";
}
