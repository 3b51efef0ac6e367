package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import java.time.Duration;
import java.util.List;

/** Does one effect outside. Called at least once for each, outside of any transaction. */
@FunctionalInterface
public interface Performer {
    /** How a try ended that did not fail. */
    sealed interface Performed {
        /** @param events the outcome; empty when nobody needs to know */
        record Done(List<ChangeEvent> events) implements Performed {
            public Done {
                events = List.copyOf(events);
            }
        }

        /**
         * Not done yet, and nothing is wrong: perform it again after a while.
         *
         * @param soFar what is known already
         */
        record Again(Duration after, List<ChangeEvent> soFar) implements Performed {
            public Again {
                soFar = List.copyOf(soFar);
            }
        }
    }

    /**
     * @throws Outside.Limited to be tried again when it may
     * @throws Outside.Unavailable to be tried again later, for half an hour
     * @throws Outside.Refused to be given up at once; people are told the reason and the remedy
     */
    Performed perform(Effects.Claimed effect);
}
