package io.tidegate.run;

/**
 * How far an apply is, as its log says.
 *
 * @param done changes that are done; a replacement is two, as in Terraform's own line
 * @param of changes that its plan has
 */
public record Progress(int done, int of) {}
