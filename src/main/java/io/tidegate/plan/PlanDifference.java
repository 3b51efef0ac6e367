package io.tidegate.plan;

/** Placeholder until the package arrives. */
public record PlanDifference() {}
