package io.tidegate.run;

import org.jspecify.annotations.Nullable;

/**
 * A run that somebody else's waits for.
 *
 * @param url its page in HCP Terraform
 * @param person who started it, where the API tells; null for one of ours
 * @param byUs created by the identity of our own token
 */
public record OtherRun(
        RunId id, String url, String status, @Nullable String person, boolean byUs) {}
