package io.tidegate.gate;

/**
 * A check that the base branch requires, other than Tidegate's own, on the pull request's head.
 *
 * @param state as GitHub words it: {@code success}, {@code failure}, {@code pending}, {@code missing}, …
 */
public record RequiredCheck(String name, boolean passed, String state) {}
