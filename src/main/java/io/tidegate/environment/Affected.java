package io.tidegate.environment;

import java.util.List;

/**
 * An environment that a pull request affects.
 *
 * @param reasons why, one sentence each, in a stable order
 * @param inputs digest over path and blob of every file of the tree that selects the environment
 */
public record Affected(Environment environment, List<String> reasons, String inputs) {
    public Affected {
        reasons = List.copyOf(reasons);
    }
}
