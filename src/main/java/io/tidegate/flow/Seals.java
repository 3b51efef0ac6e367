package io.tidegate.flow;

import io.tidegate.audit.Head;
import java.util.Optional;

/** Chains what the audit log has taken in. Any number of replicas may ask at any time: one at a time seals. */
public interface Seals {
    /** Seals every row that is committed; nothing when somebody else is at it. */
    void seal();

    /** The newest place of the chain; empty while nothing was ever sealed. */
    Optional<Head> head();
}
