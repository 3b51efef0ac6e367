package io.tidegate.change;

import io.tidegate.environment.Affected;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.gate.Actor;
import io.tidegate.gate.PullRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as an aggregate: everything that Tidegate knows of it.
 *
 * @param pullRequest as last read; null until it was read for the first time
 * @param revision what is planned; null until the first one
 * @param configuration as last read from the default branch
 * @param works the affected environments, in the configuration's order
 * @param unmapped changed Terraform files that belong to no environment
 * @param contributors who pushed, authored or co-authored any revision: none of them approves
 * @param unlinked co-authors that GitHub does not link to an account, as written in the commit
 * @param approvals as GitHub still shows them
 * @param commands given and not yet answered, oldest first
 * @param heard every command ever given here as {@code comment:line}, so that each runs once
 * @param told people who have been told once that they may not command here
 */
public record Change(
        ChangeId id,
        Repository repository,
        @Nullable PullRequest pullRequest,
        @Nullable Revision revision,
        @Nullable Configuration configuration,
        List<Work> works,
        List<String> unmapped,
        List<Contributor> contributors,
        List<String> unlinked,
        List<Approval> approvals,
        List<Commanded> commands,
        List<String> heard,
        List<Long> told) {
    /**
     * @param commit the commit that says so; empty for a pusher
     * @param role {@code author}, {@code pushed}, {@code authored} or {@code co-authored}
     */
    public record Contributor(Actor actor, String role, String commit) {}

    public Change {
        works = List.copyOf(works);
        unmapped = List.copyOf(unmapped);
        contributors = List.copyOf(contributors);
        unlinked = List.copyOf(unlinked);
        approvals = List.copyOf(approvals);
        commands = List.copyOf(commands);
        heard = List.copyOf(heard);
        told = List.copyOf(told);
    }

    /** A pull request of which nothing is known yet. */
    public static Change unknown(ChangeId id, Repository repository) {
        return new Change(
                id,
                repository,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public Optional<Work> work(EnvironmentName name) {
        return works.stream().filter(w -> w.name().equals(name)).findFirst();
    }

    public boolean merged() {
        return pullRequest != null && pullRequest.life() == PullRequest.Life.MERGED;
    }

    public boolean open() {
        return pullRequest != null && pullRequest.life() == PullRequest.Life.OPEN;
    }

    Change with(Work next) {
        return withWorks(
                works.stream().map(w -> w.name().equals(next.name()) ? next : w).toList());
    }

    Change withWorks(List<Work> next) {
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                next,
                unmapped,
                contributors,
                unlinked,
                approvals,
                commands,
                heard,
                told);
    }

    Change with(PullRequest next) {
        return new Change(
                id,
                repository,
                next,
                revision,
                configuration,
                works,
                unmapped,
                contributors,
                unlinked,
                approvals,
                commands,
                heard,
                told);
    }

    Change with(Revision next) {
        return new Change(
                id,
                repository,
                pullRequest,
                next,
                configuration,
                works,
                unmapped,
                contributors,
                unlinked,
                approvals,
                commands,
                heard,
                told);
    }

    /** The configuration as it is now on the default branch; the works follow it. */
    Change with(Configuration next) {
        List<Work> following = works.stream()
                .map(work -> next.environment(work.name())
                        .map(environment -> work.with(new Affected(
                                environment,
                                work.affected().reasons(),
                                work.affected().inputs())))
                        .orElse(work))
                .toList();
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                next,
                following,
                unmapped,
                contributors,
                unlinked,
                approvals,
                commands,
                heard,
                told);
    }

    Change withUnmapped(List<String> next) {
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                works,
                next,
                contributors,
                unlinked,
                approvals,
                commands,
                heard,
                told);
    }

    /** Contributors only ever become more: who pushed once has pushed. */
    Change contributedBy(List<Contributor> more, List<String> unlinkedNow) {
        List<Contributor> all = new ArrayList<>(contributors);
        // The author usually pushed too; that it is the author's pull request says more.
        more.stream()
                .filter(c -> c.role().equals("author"))
                .forEach(author -> all.removeIf(known -> known.actor().is(author.actor())));
        more.stream()
                .filter(c -> all.stream().noneMatch(known -> known.actor().is(c.actor())))
                .forEach(all::add);
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                works,
                unmapped,
                all,
                unlinkedNow,
                approvals,
                commands,
                heard,
                told);
    }

    Change withApprovals(List<Approval> next) {
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                works,
                unmapped,
                contributors,
                unlinked,
                next,
                commands,
                heard,
                told);
    }

    boolean hasHeard(long comment, int line) {
        return heard.contains(comment + ":" + line);
    }

    Change hearing(long comment, int line) {
        List<String> all = new ArrayList<>(heard);
        all.add(comment + ":" + line);
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                works,
                unmapped,
                contributors,
                unlinked,
                approvals,
                commands,
                all,
                told);
    }

    Change waiting(Commanded command) {
        List<Commanded> all = new ArrayList<>(commands);
        all.add(command);
        return withCommands(all);
    }

    Change withCommands(List<Commanded> next) {
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                works,
                unmapped,
                contributors,
                unlinked,
                approvals,
                next,
                heard,
                told);
    }

    Change telling(Actor actor) {
        List<Long> all = new ArrayList<>(told);
        all.add(actor.id());
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                works,
                unmapped,
                contributors,
                unlinked,
                approvals,
                commands,
                heard,
                all);
    }
}
