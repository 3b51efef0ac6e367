package io.tidegate.plan;

/** What a plan does to one output of the root module. */
public record OutputChange(String name, Action action, Shown before, Shown after, ChangeDigest digest) {}
