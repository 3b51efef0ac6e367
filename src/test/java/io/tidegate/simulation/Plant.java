package io.tidegate.simulation;

import io.tidegate.flow.Deciding;
import io.tidegate.flow.Runs;
import io.tidegate.flow.Stores;

/** A bug planted around a part of the product, to see that the simulation finds it. Without one everything is as it is. */
public interface Plant {
    default Stores around(Stores stores) {
        return stores;
    }

    default Deciding around(Deciding deciding) {
        return deciding;
    }

    default Runs around(Runs runs) {
        return runs;
    }
}
