package io.tidegate.flow;

import io.tidegate.change.ChangeId;
import java.util.Map;

/** The append-only record of what was decided and why. Holds ids, names, times and digests, never a value of a plan. */
public interface Audit {
    /** Within the caller's transaction. */
    void record(ChangeId change, String what, String because, Map<String, String> facts);
}
