package io.tidegate.sandbox.github;

import java.time.Instant;

/** What a pull request's timeline tells between comments and reviews. {@code by} is a login. */
public sealed interface Happening {
    Instant at();

    String by();

    record Opened(Instant at, String by) implements Happening {}

    record Committed(Instant at, String by, String sha, String subject) implements Happening {}

    record ForcePushed(Instant at, String by, String before, String after) implements Happening {}

    record Merged(Instant at, String by, String sha, String base) implements Happening {}

    record Closed(Instant at, String by) implements Happening {}

    record Reopened(Instant at, String by) implements Happening {}

    record Retitled(Instant at, String by, String from, String to) implements Happening {}

    record Retargeted(Instant at, String by, String from, String to) implements Happening {}

    /** @param draft whether it became a draft, or ready for review */
    record Drafted(Instant at, String by, boolean draft) implements Happening {}

    record ReviewDismissed(Instant at, String by, String reviewer) implements Happening {}

    record BranchDeleted(Instant at, String by, String branch) implements Happening {}

    /** @param state of the deployment's newest status; {@code pending} without one */
    record Deployed(Instant at, String by, String environment, String state) implements Happening {}
}
