package io.tidegate.gate;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A named condition that must be open before an environment is applied.
 *
 * @param exists whether it exists in a situation at all
 */
public record Gate(String name, Predicate<Situation> exists, Function<Situation, Verdict> judge) {
    static Gate always(String name, Function<Situation, Verdict> judge) {
        return new Gate(name, situation -> true, judge);
    }

    static Gate beforeMerge(String name, Function<Situation, Verdict> judge) {
        return new Gate(name, Situation::ownTree, judge);
    }

    static Gate afterMerge(String name, Function<Situation, Verdict> judge) {
        return new Gate(name, Situation::merged, judge);
    }

    /** One that exists only where the configuration asks for it. */
    static Gate where(String name, Predicate<Situation> exists, Function<Situation, Verdict> judge) {
        return new Gate(name, exists, judge);
    }

    boolean is(String other) {
        return name.equals(other);
    }

    boolean existsIn(Situation situation) {
        return exists.test(situation);
    }
}
