package io.tidegate.simulation;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** In which order what waits is taken up, as the virtual time of V7's tables tells it. */
final class Turns {
    /** A sequence that nobody has asked yet tells its first value. */
    private long served = 1;

    /** What waits with others of its kind for being taken up. @param turn null while it sleeps */
    interface Waiting {
        @Nullable
        Long turn();

        int rank();

        long party();
    }

    long next(int rank, long party, Stream<? extends Waiting> all) {
        Predicate<Waiting> beside = row -> row.rank() == rank && row.party() == party;
        return 1
                + all.filter(beside)
                        .map(Waiting::turn)
                        .filter(turn -> turn != null)
                        .mapToLong(Long::longValue)
                        .reduce(served, Math::max);
    }

    /** Whoever comes later gets no turn before this one. */
    void served(long turn) {
        served = Math.max(served, turn);
    }
}
