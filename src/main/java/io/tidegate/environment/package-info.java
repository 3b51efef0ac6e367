/** What is configured: environments, the paths that select them, and which of them a pull request affects and why. */
@NullMarked
package io.tidegate.environment;

import org.jspecify.annotations.NullMarked;
