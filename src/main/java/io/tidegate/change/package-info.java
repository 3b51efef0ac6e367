/** The core: two aggregates (a pull request, an environment), their events, effects and deciders; pure and total. */
@NullMarked
package io.tidegate.change;

import org.jspecify.annotations.NullMarked;
