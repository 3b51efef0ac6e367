package io.tidegate.plan;

/** Short keyed digests of one attribute's two sides: they tell whether another plan gives it the same value. */
public record AttributeDigest(String before, String after) {}
