/** The command line: the only main, and the verbs. */
@NullMarked
package io.tidegate.cli;

import org.jspecify.annotations.NullMarked;
