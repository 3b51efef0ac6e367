/** Bugs that are kept: each takes one guarantee away, and the simulation must notice. */
@NullMarked
package io.tidegate.simulation.planted;

import org.jspecify.annotations.NullMarked;
