/**
 * The whole loop under a seeded scheduler with virtual time: the product's own workers between simulated stores and a
 * simulated outside world, in which everything that can go wrong does, and invariants that are judged after every step.
 */
@NullMarked
package io.tidegate.simulation;

import org.jspecify.annotations.NullMarked;
