package io.tidegate.plan;

/**
 * One leaf that differs.
 *
 * @param path dotted, list positions in brackets where a list has more than one element
 */
public record AttributeChange(String path, Shown before, Shown after, boolean forcesReplacement) {}
