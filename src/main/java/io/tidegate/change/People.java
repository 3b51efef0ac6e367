package io.tidegate.change;

import io.tidegate.gate.Actor;
import io.tidegate.gate.Ownership;
import java.util.ArrayList;
import java.util.List;

/**
 * Who had a part in a pull request, and who approves it.
 *
 * @param contributors who opened it, pushed, authored or co-authored any revision: none of them approves
 * @param unlinked co-authors that GitHub does not link to an account, as written in the commit
 * @param approvals as GitHub still shows them
 * @param ownerships who owns what changes, of environments that ask for their approval, as last read
 */
public record People(
        List<Contributor> contributors, List<String> unlinked, List<Approval> approvals, List<Ownership> ownerships) {
    /**
     * @param role {@code author}, {@code pushed}, {@code authored} or {@code co-authored}
     * @param commit the commit that says so; empty for the author and for a pusher that GitHub reported
     */
    public record Contributor(Actor actor, String role, String commit) {}

    public People {
        contributors = List.copyOf(contributors);
        unlinked = List.copyOf(unlinked);
        approvals = List.copyOf(approvals);
        ownerships = List.copyOf(ownerships);
    }

    static People nobody() {
        return new People(List.of(), List.of(), List.of(), List.of());
    }

    /** Contributors only ever become more: who pushed once has pushed. */
    People joinedBy(List<Contributor> more, List<String> unlinkedNow) {
        List<Contributor> all = new ArrayList<>(contributors);
        // The author usually pushed too; that it is the author's pull request says more.
        more.stream()
                .filter(c -> c.role().equals("author"))
                .forEach(author -> all.removeIf(known -> known.actor().is(author.actor())));
        more.stream()
                .filter(c -> all.stream().noneMatch(known -> known.actor().is(c.actor())))
                .forEach(all::add);
        return new People(all, unlinkedNow, approvals, ownerships);
    }
}
