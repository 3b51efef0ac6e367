package io.tidegate.change;

import io.tidegate.gate.Actor;
import io.tidegate.gate.Ownership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.Person;
import java.util.ArrayList;
import java.util.List;

/**
 * Who had a part in a pull request, and who approves it.
 *
 * @param contributors who opened it, pushed, authored or co-authored any revision: none of them approves
 * @param unlinked co-authors that GitHub does not link to an account, as written in the commit
 * @param persons what those who opened and pushed it are on the repository, as last read
 * @param approvals as GitHub still shows them
 * @param ownerships who owns what changes, of environments that ask for their approval, as last read
 */
public record People(
        List<Contributor> contributors,
        List<String> unlinked,
        List<Person> persons,
        List<Approval> approvals,
        List<Ownership> ownerships) {
    /**
     * @param role {@code author}, {@code pushed}, {@code authored} or {@code co-authored}
     * @param commit the commit that says so; empty for the author and for a pusher that GitHub reported
     */
    public record Contributor(Actor actor, String role, String commit) {
        /** Their code is what a plan runs: who opened the pull request, and who pushed to it. */
        public boolean brings() {
            return role.equals("author") || role.equals("pushed");
        }
    }

    public People {
        contributors = List.copyOf(contributors);
        unlinked = List.copyOf(unlinked);
        persons = List.copyOf(persons);
        approvals = List.copyOf(approvals);
        ownerships = List.copyOf(ownerships);
    }

    static People nobody() {
        return new People(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Contributors only ever become more: who pushed once has pushed. */
    People joinedBy(List<Contributor> more, List<String> unlinkedNow) {
        List<Contributor> all = new ArrayList<>(contributors);
        // The author usually pushed too; that it is the author's pull request says more.
        more.stream()
                .filter(c -> c.role().equals("author"))
                .forEach(author -> all.removeIf(known -> known.actor().is(author.actor())));
        more.stream()
                .filter(c -> all.stream().noneMatch(known -> tells(known, c)))
                .forEach(all::add);
        return new People(all, unlinkedNow, persons, approvals, ownerships);
    }

    /** That somebody pushed is told beside what else they did: their code is what a plan runs. */
    private static boolean tells(Contributor known, Contributor more) {
        return known.actor().is(more.actor()) && (known.brings() || !more.brings());
    }

    People with(List<Approval> next) {
        return new People(contributors, unlinked, persons, next, ownerships);
    }

    People owned(List<Ownership> next) {
        return new People(contributors, unlinked, persons, approvals, next);
    }

    People reading(List<Person> next) {
        return new People(contributors, unlinked, next, approvals, ownerships);
    }

    /** What this person is here; nobody, when it was not read. */
    Person person(Actor actor) {
        return persons.stream()
                .filter(person -> person.actor().is(actor))
                .findFirst()
                .orElse(Person.of(actor, Permission.NONE));
    }
}
