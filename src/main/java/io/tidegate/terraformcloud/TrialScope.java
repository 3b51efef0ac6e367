package io.tidegate.terraformcloud;

/**
 * What may be done to try things.
 *
 * @param workspace an empty one that was made for it
 * @param second another of the same organisation, in which a configuration of the first is planned; empty for none
 * @param changes whether a run may be applied in it, and a variable set and deleted
 * @param notified where Tidegate takes notifications; empty where nobody knows
 */
public record TrialScope(String organization, String workspace, String second, boolean changes, String notified) {}
