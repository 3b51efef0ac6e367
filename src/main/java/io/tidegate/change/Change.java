package io.tidegate.change;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Proposal;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Selection;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Ownership;
import io.tidegate.gate.PullRequest;
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
 * @param unaffected environments that it does not affect, and why
 * @param people who had a part in it, and who approves
 * @param talk what was said to Tidegate here
 * @param proposal what it would make of the configuration; null where it changes none
 * @param landing how it gets into its base
 */
public record Change(
        ChangeId id,
        Repository repository,
        @Nullable PullRequest pullRequest,
        @Nullable Revision revision,
        @Nullable Configuration configuration,
        List<Work> works,
        List<String> unmapped,
        List<Selection.Unaffected> unaffected,
        People people,
        Talk talk,
        @Nullable Proposal proposal,
        Landing landing) {
    public Change {
        works = List.copyOf(works);
        unmapped = List.copyOf(unmapped);
        unaffected = List.copyOf(unaffected);
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
                People.nobody(),
                Talk.silence(),
                null,
                Landing.NONE);
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

    /** Approvals as GitHub still shows them. */
    public List<Approval> approvals() {
        return people.approvals();
    }

    /** Commands given and not yet answered, oldest first. */
    public List<Commanded> commands() {
        return talk.commands();
    }

    /** The same pull request of a repository that has another name, owner or installation now. */
    public Change of(Repository named) {
        return new Change(
                id,
                named,
                pullRequest,
                revision,
                configuration,
                works,
                unmapped,
                unaffected,
                people,
                talk,
                proposal,
                landing);
    }

    Change with(Work next) {
        return withWorks(
                works.stream().map(w -> w.name().equals(next.name()) ? next : w).toList());
    }

    private Change as(
            @Nullable PullRequest pullRequest,
            @Nullable Revision revision,
            @Nullable Configuration configuration,
            List<Work> works,
            List<String> unmapped,
            List<Selection.Unaffected> unaffected,
            People people,
            Talk talk,
            @Nullable Proposal proposal,
            Landing landing) {
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                works,
                unmapped,
                unaffected,
                people,
                talk,
                proposal,
                landing);
    }

    Change withWorks(List<Work> next) {
        return as(pullRequest, revision, configuration, next, unmapped, unaffected, people, talk, proposal, landing);
    }

    Change with(PullRequest next) {
        return as(next, revision, configuration, works, unmapped, unaffected, people, talk, proposal, landing);
    }

    Change with(Revision next) {
        return as(pullRequest, next, configuration, works, unmapped, unaffected, people, talk, proposal, landing);
    }

    /** The configuration as it is now on the default branch; the works follow it. */
    Change with(Configuration next) {
        List<Work> following = works.stream()
                .map(work -> next.environment(work.name())
                        .map(environment -> work.with(work.affected().with(environment)))
                        .orElse(work))
                .toList();
        return as(pullRequest, revision, next, following, unmapped, unaffected, people, talk, proposal, landing);
    }

    Change with(Selection next) {
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                works,
                next.unmapped(),
                next.unaffected(),
                people,
                talk,
                proposal,
                landing);
    }

    Change with(People next) {
        return as(pullRequest, revision, configuration, works, unmapped, unaffected, next, talk, proposal, landing);
    }

    Change withApprovals(List<Approval> next) {
        return with(people.with(next));
    }

    Change withOwnerships(List<Ownership> next) {
        return with(people.owned(next));
    }

    /** Who owns what the planned revision changes in this environment; null where that was not read. */
    @Nullable
    Ownership ownership(EnvironmentName name) {
        return people.ownerships().stream()
                .filter(one -> one.environment().equals(name)
                        && revision != null
                        && one.commit().equals(revision.commit()))
                .findFirst()
                .orElse(null);
    }

    Change with(Talk next) {
        return as(pullRequest, revision, configuration, works, unmapped, unaffected, people, next, proposal, landing);
    }

    Change with(Landing next) {
        return as(pullRequest, revision, configuration, works, unmapped, unaffected, people, talk, proposal, next);
    }

    Change with(@Nullable Proposal next) {
        return as(pullRequest, revision, configuration, works, unmapped, unaffected, people, talk, next, landing);
    }

    /**
     * Without a configuration file environments are taken from directories alone: until a workspace of that name was
     * read, there may be none, and nobody asked for one.
     */
    public boolean silentAbout(Work work) {
        return configuration != null && !configuration.present() && work.workspace() == null;
    }

    /** As people are shown it: without what nobody asked for. */
    public Change shown() {
        boolean quiet = configuration != null && !configuration.present();
        List<Work> audible = works.stream().filter(work -> !silentAbout(work)).toList();
        return new Change(
                id,
                repository,
                pullRequest,
                revision,
                configuration,
                audible,
                audible.isEmpty() && quiet ? List.of() : unmapped,
                unaffected,
                people,
                talk,
                proposal,
                landing);
    }

    /** @return whether this person has been told once that commands here need more permission */
    boolean hasTold(Actor actor) {
        return talk.told().contains(actor.id());
    }
}
