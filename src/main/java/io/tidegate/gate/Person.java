package io.tidegate.gate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What somebody is on a repository, as it was last read.
 *
 * @param teams by slug, those that were asked about
 */
public record Person(Actor actor, Permission permission, SortedMap<String, Membership> teams) {
    public Person {
        teams = Collections.unmodifiableSortedMap(new TreeMap<>(teams));
    }

    /** Somebody of whom no team was asked. */
    public static Person of(Actor actor, Permission permission) {
        return new Person(actor, permission, Collections.emptySortedMap());
    }

    /** What nobody asked about is unreadable: it opens nothing. */
    public Membership in(String team) {
        return teams.getOrDefault(team, Membership.UNREADABLE);
    }
}
