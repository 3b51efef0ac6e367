package io.tidegate.environment;

import org.jspecify.annotations.Nullable;

/**
 * A file that a pull request changes, relative to the repository's root.
 *
 * @param previousPath where it was before, for a rename; both sides select environments
 */
public record ChangedFile(String path, @Nullable String previousPath) {}
