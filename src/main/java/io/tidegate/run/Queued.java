package io.tidegate.run;

import org.jspecify.annotations.Nullable;

/**
 * Why a run has not begun.
 *
 * @param position its place in HCP Terraform's queue, from 1; 0 where it was not told
 * @param ahead the run that has the workspace, where there is one
 */
public record Queued(int position, @Nullable OtherRun ahead) {}
