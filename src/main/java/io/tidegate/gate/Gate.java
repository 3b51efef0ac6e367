package io.tidegate.gate;

import java.util.function.Function;

/**
 * A named condition that must be open before an environment is applied.
 *
 * @param beforeMergeOnly it no longer exists once the pull request is merged
 */
public record Gate(String name, boolean beforeMergeOnly, Function<Situation, Verdict> judge) {
    static Gate always(String name, Function<Situation, Verdict> judge) {
        return new Gate(name, false, judge);
    }

    static Gate beforeMerge(String name, Function<Situation, Verdict> judge) {
        return new Gate(name, true, judge);
    }

    boolean existsIn(Situation situation) {
        return !beforeMergeOnly || !situation.merged();
    }
}
