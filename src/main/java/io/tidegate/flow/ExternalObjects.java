package io.tidegate.flow;

import io.tidegate.change.ChangeId;
import java.util.Optional;

/** Ids of what Tidegate created outside, by purpose: the living comment, check runs by head, deployments. */
public interface ExternalObjects {
    Optional<Long> find(ChangeId change, String purpose);

    /** In a transaction of its own, right after the object was created. */
    void put(ChangeId change, String purpose, long id);
}
