package io.tidegate.run;

/**
 * As many runs of ours go on in an organisation of HCP Terraform as may.
 *
 * @param used how many those are that count for this one
 */
public record Crowd(int used, int most) {}
