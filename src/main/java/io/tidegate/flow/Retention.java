package io.tidegate.flow;

import java.time.Duration;

/**
 * What is no longer needed. Each call is one short statement about so many rows at most, and says how many there were. The
 * audit, evidence and state are never among them, nor are claims on workspaces: they keep what is in a workspace from
 * whoever takes over the name of its repository.
 */
public interface Retention {
    /** Bodies of deliveries that came to their end; what was set aside keeps its own. */
    int emptyPayloads(Duration kept, int most);

    /** Deliveries that came to their end so long ago that nobody delivers them again. */
    int forgetDeliveries(Duration kept, int most);

    /** Effects that were done or given up so long ago. */
    int forgetEffects(Duration kept, int most);

    /** Places of runs about which nothing is left to do, and tries of the sweeper's from so long ago. */
    int forgetTraces(Duration kept, int most);
}
