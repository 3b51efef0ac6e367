package io.tidegate.change;

import io.tidegate.environment.Affected;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rights;
import io.tidegate.gate.Authorization;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The chapter of plans that wait for a person: a plan runs the pull request's code with the workspace's credentials. */
final class Holding {
    /** What wants an environment to be planned. */
    enum Wish {
        /** A push or the like. */
        PUSHED,
        /** The same, of a pull request that affects more than is planned unasked. */
        ABOVE_LIMIT,
        /** A person, for this environment. */
        ASKED
    }

    private Holding() {}

    /** Why it is not planned now; empty when it is. */
    static Optional<Planning.Held> of(Change change, Work work, Wish wish) {
        if (change.merged()) {
            return Optional.empty();
        }
        String head = change.revision() == null ? "" : change.revision().head();
        if (!head.equals(work.released())) {
            Optional<String> doubt = doubt(change, work);
            if (doubt.isPresent()) {
                return Optional.of(new Planning.Held(
                        work.planning().number(),
                        doubt.get(),
                        Authorization.somebody(work.environment().rules().rights(), Right.APPROVE)
                                + " reads the code and comments `/plan " + work.name() + " --sha " + head + "`",
                        true));
            }
        }
        String plan = "somebody comments `/plan " + work.name() + "`";
        boolean onCommand = work.environment().rules().plan() == PlanMode.ON_COMMAND;
        return switch (wish) {
            case ASKED -> Optional.empty();
            case PUSHED ->
                onCommand
                        ? Optional.of(new Planning.Held(
                                work.planning().number(), "`plan: on-command` is configured", plan, false))
                        : Optional.empty();
            case ABOVE_LIMIT ->
                Optional.of(new Planning.Held(
                        work.planning().number(),
                        "the pull request affects more environments than are planned unasked"
                                + " (`limits.plans-per-pull-request`)",
                        plan + ", or `/plan --all` for every one",
                        false));
        };
    }

    /** Whose code this is that nobody vouches for. */
    private static Optional<String> doubt(Change change, Work work) {
        if (change.pullRequest() != null && change.pullRequest().fork()) {
            return Optional.of(
                    "the pull request comes from a fork, and a plan runs its code with this workspace's credentials");
        }
        boolean trusted = work.environment().rules().plan() == PlanMode.TRUSTED;
        Rights rights = work.environment().rules().rights();
        return change.people().contributors().stream()
                .filter(People.Contributor::brings)
                .flatMap(contributor -> {
                    var person = change.people().person(contributor.actor());
                    return Authorization.refusal(rights, trusted ? Right.APPROVE : Right.PLAN, person)
                            .map(why -> contributor.actor().login() + ", "
                                    + (contributor.role().equals("author") ? "who opened it, " : "who pushed to it, ")
                                    + why + (trusted ? ", and `plan: trusted` is configured" : ""))
                            .stream();
                })
                .findFirst();
    }

    /** Those that are not planned unasked because the pull request affects too many: all but the first wave, or its first. */
    static Set<EnvironmentName> aboveLimit(Change before, List<Affected> affected, int limit) {
        Set<EnvironmentName> above = new HashSet<>();
        if (affected.size() <= limit) {
            return above;
        }
        Set<EnvironmentName> pending = new HashSet<>();
        affected.stream()
                .map(one -> one.environment().name())
                .filter(name -> !before.work(name).map(Work::passed).orElse(false))
                .forEach(pending::add);
        int planned = 0;
        for (Affected one : affected) {
            boolean first = one.environment().after().stream().noneMatch(pending::contains);
            if (first && planned < limit) {
                planned++;
            } else {
                above.add(one.environment().name());
            }
        }
        return above;
    }
}
