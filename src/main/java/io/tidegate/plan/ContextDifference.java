package io.tidegate.plan;

import org.jspecify.annotations.Nullable;

/**
 * A part of the context that differs from every reviewed plan.
 *
 * @param reviewed its value in the newest reviewed plan, null if it has no such part; may be a keyed digest
 * @param now its value in the plan at hand, null if it has no such part; may be a keyed digest
 */
public record ContextDifference(
        String part, @Nullable String reviewed, @Nullable String now) {}
