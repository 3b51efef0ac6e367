package io.tidegate.environment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may do what with an environment.
 *
 * @param granted as configured, defaults included; a right that is absent follows another ({@link Right#follows})
 */
public record Rights(SortedMap<Right, List<Grantee>> granted) {
    private static final List<Grantee> WRITE = List.of(new Grantee(Grantee.Kind.PERMISSION, "write"));

    /** Where nothing is configured: write permission, and maintain to unlock. Nobody overrides a policy. */
    public static final Rights USUAL = new Rights(new TreeMap<>(Map.of(
            Right.PLAN,
            WRITE,
            Right.APPLY,
            WRITE,
            Right.APPROVE,
            WRITE,
            Right.UNLOCK,
            List.of(new Grantee(Grantee.Kind.PERMISSION, "maintain")))));

    public Rights {
        SortedMap<Right, List<Grantee>> copy = new TreeMap<>();
        granted.forEach((right, grantees) -> copy.put(right, List.copyOf(grantees)));
        granted = Collections.unmodifiableSortedMap(copy);
    }

    /** Each of these may; an empty list means nobody. */
    public List<Grantee> of(Right right) {
        List<Grantee> own = granted.get(right);
        return own != null ? own : granted.getOrDefault(right.follows(), List.of());
    }

    /** Teams on which it depends who has this right. */
    public List<String> teams(Right right) {
        return of(right).stream()
                .filter(grantee -> grantee.kind() == Grantee.Kind.TEAM)
                .map(Grantee::name)
                .toList();
    }

    /** These rights with others in the place of those that {@code more} names. */
    public Rights with(Map<Right, List<Grantee>> more) {
        SortedMap<Right, List<Grantee>> all = new TreeMap<>(granted);
        all.putAll(more);
        return new Rights(all);
    }
}
