package io.tidegate.simulation;

import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Stores;
import java.util.List;

/** Where a simulated installation keeps what must survive. */
interface Storage {
    /** @param delivery its source and id */
    record Ended(String delivery, String outcome, String reason) {}

    Stores stores();

    /** Reads the outcomes of our own. */
    DeliveryReader reader();

    /** Deliveries and effects that have not come to an end. */
    List<String> waiting();

    /** Deliveries that have. */
    List<Ended> ended();
}
