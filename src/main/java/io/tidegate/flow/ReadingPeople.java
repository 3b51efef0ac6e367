package io.tidegate.flow;

import io.tidegate.environment.Repository;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Person;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What people are on a repository, as GitHub tells it now: one call for each, and one for each of their teams. */
@ApplicationScoped
class ReadingPeople {
    private final Forge forge;

    ReadingPeople(Forge forge) {
        this.forge = forge;
    }

    /** Each person once, in the order given. */
    List<Person> of(Repository repository, Collection<Actor> actors, SortedSet<String> teams) {
        List<Actor> people = new ArrayList<>();
        actors.stream().filter(actor -> people.stream().noneMatch(actor::is)).forEach(people::add);
        return people.stream()
                .map(actor -> {
                    SortedMap<String, Membership> memberships = new TreeMap<>();
                    teams.forEach(team -> memberships.put(team, forge.membership(repository, team, actor)));
                    return new Person(actor, forge.permission(repository, actor), memberships);
                })
                .toList();
    }
}
