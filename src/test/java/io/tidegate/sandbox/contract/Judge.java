package io.tidegate.sandbox.contract;

import io.tidegate.sandbox.http.Exchange;
import java.util.List;

/** Holds what was asked and answered to a description that somebody else wrote. */
public interface Judge {
    /**
     * What the description does not allow, one sentence each, in a form that is the same for the same mistake; empty
     * for exchanges that are none of this judge's. A struck answer is never judged, its request is.
     */
    List<String> violations(Exchange exchange);
}
