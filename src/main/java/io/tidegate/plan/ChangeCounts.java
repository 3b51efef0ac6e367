package io.tidegate.plan;

import java.util.List;
import java.util.function.Predicate;

/**
 * As in Terraform's own line, where a replacement counts in {@code add} and in {@code destroy}; forgotten and moved
 * resources, which that line leaves out, are counted beside.
 */
public record ChangeCounts(int imports, int add, int change, int destroy, int forget, int move) {
    public static ChangeCounts of(List<ResourceChange> changes) {
        return new ChangeCounts(
                count(changes, ResourceChange::importing),
                count(changes, c -> c.action().creates()),
                count(changes, c -> c.action() == Action.UPDATE),
                count(changes, c -> c.action().destroys()),
                count(changes, c -> c.action().forgets()),
                count(changes, ResourceChange::moves));
    }

    /** By how many the managed resources grow; below zero where they become fewer. Deposed objects are no resources. */
    public static int net(List<ResourceChange> changes) {
        List<ResourceChange> resources = changes.stream()
                .filter(change -> change.deposed() == null && change.mode().equals("managed"))
                .toList();
        ChangeCounts counts = of(resources);
        return counts.add + counts.imports - counts.destroy - counts.forget;
    }

    private static int count(List<ResourceChange> changes, Predicate<ResourceChange> which) {
        return (int) changes.stream().filter(which).count();
    }
}
