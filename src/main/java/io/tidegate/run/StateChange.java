package io.tidegate.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What made the newest state of a workspace.
 *
 * @param run null where the state was uploaded without one
 * @param url the run's page in HCP Terraform
 * @param person who started it, where the API tells
 * @param byUs the run is one of ours
 * @param at HCP Terraform's clock
 */
public record StateChange(
        @Nullable RunId run, @Nullable String url, @Nullable String person, boolean byUs, Instant at) {}
