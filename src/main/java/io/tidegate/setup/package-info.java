/** Registers the GitHub App from the project's manifest, once, and hands its credentials over. */
@NullMarked
package io.tidegate.setup;

import org.jspecify.annotations.NullMarked;
