package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import java.time.Duration;
import java.util.List;

/** Does what an effect intends, outside any transaction; throws {@link Outside} when the other side does not let it. */
public interface Performer {
    Performed perform(Effects.Claimed claimed);

    /** What came of it. */
    sealed interface Performed {
        record Done(List<ChangeEvent> outcomes) implements Performed {
            public Done {
                outcomes = List.copyOf(outcomes);
            }
        }

        /** Not over yet: to be performed again after a while; that is waiting, not failing. */
        record Again(Duration after, List<ChangeEvent> outcomes) implements Performed {
            public Again {
                outcomes = List.copyOf(outcomes);
            }
        }
    }
}
