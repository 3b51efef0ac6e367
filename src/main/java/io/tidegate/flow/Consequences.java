package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Decision;
import io.tidegate.change.EnvironmentDecider;
import io.tidegate.change.EnvironmentDecision;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Facts;
import io.tidegate.environment.Repository;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a delivery: state, effects, audit, its own end. The pull request is locked first and then its
 * environments.
 */
final class Consequences {
    private static final String GITHUB = "github";
    /** Each is read with a handful of calls; the others are with the next event of theirs. */
    private static final int MOST_AGAIN = 200;

    private final Inbox inbox;
    private final Changes changes;
    private final Environments environments;
    private final Repositories repositories;
    private final Effects effects;
    private final Audit audit;
    private final Deciding deciding;

    Consequences(Ports ports, Deciding deciding) {
        this.inbox = ports.inbox();
        this.changes = ports.changes();
        this.environments = ports.environments();
        this.repositories = ports.repositories();
        this.effects = ports.effects();
        this.audit = ports.audit();
        this.deciding = deciding;
    }

    /** Within one transaction. */
    void of(Inbox.Claimed claimed, Reading reading) {
        switch (reading) {
            case Reading.Relevant relevant -> inbox.finish(claimed, "done", decide(claimed.delivery(), relevant));
            case Reading.RunHint hint -> {
                effects.hurry(hint.run());
                inbox.finish(claimed, "done", "looked at run " + hint.run() + " at once");
            }
            case Reading.Whereabouts news -> {
                Instant received = claimed.delivery().received();
                news.there().forEach(repository -> repositories.told(repository, received));
                news.left().forEach(id -> repositories.left(id, received));
                if (news.back()) {
                    Set<Long> back = news.there().stream().map(Repository::id).collect(Collectors.toSet());
                    news.there().stream()
                            .map(Repository::installation)
                            .distinct()
                            .forEach(one -> again(claimed.delivery(), one, back::contains, news.reason()));
                }
                inbox.finish(claimed, "ignored", news.reason());
            }
            case Reading.Resumed resumed -> {
                again(claimed.delivery(), resumed.installation(), repository -> true, resumed.reason());
                inbox.finish(claimed, "done", resumed.reason());
            }
            case Reading.Ignored ignored -> inbox.finish(claimed, "ignored", ignored.reason());
            case Reading.Malformed malformed -> inbox.finish(claimed, "malformed", malformed.reason());
        }
    }

    /** What happened there meanwhile nobody has told. */
    private void again(Delivery delivery, long installation, Predicate<Long> concerned, String why) {
        for (Change change : changes.open(installation, MOST_AGAIN)) {
            if (concerned.test(change.id().repository())) {
                inbox.add(
                        "returned/" + delivery.number() + "/" + change.id(),
                        change.id(),
                        change.repository(),
                        List.of(new ChangeEvent.Returned(why, delivery.received())));
            }
        }
    }

    private String decide(Delivery delivery, Reading.Relevant relevant) {
        Repository repository = named(delivery, relevant.repository());
        Subject.pullRequest(repository, relevant.change());
        Change before = changes.lock(relevant.change(), repository);
        Change change = before.of(repository);
        if (!change.equals(before)) {
            audit.record(
                    change.id(),
                    "Renamed",
                    "the repository is now " + repository.fullName(),
                    Map.of("before", before.repository().fullName()));
        }
        SortedMap<String, EnvironmentState> shared = new TreeMap<>();
        Set<String> touched = new TreeSet<>();
        Set<String> reasons = new LinkedHashSet<>();
        List<EnvironmentDecision.Notice> notices = new ArrayList<>();
        for (ChangeEvent event : relevant.events()) {
            lock(change, List.of(), shared);
            Change met = change;
            Decision decision = deciding.decide(met, Collections.unmodifiableSortedMap(shared), event);
            change = decision.next();
            lock(change, decision.messages(), shared);
            for (Decision.Message message : decision.messages()) {
                EnvironmentState state = shared.get(message.workspace());
                if (state != null) {
                    EnvironmentDecision told = EnvironmentDecider.decide(state, message.event());
                    shared.put(message.workspace(), told.next());
                    touched.add(message.workspace());
                    notices.addAll(told.notices());
                }
            }
            effects.want(change.id(), repository, decision.effects());
            audit.record(
                    change.id(),
                    event.getClass().getSimpleName(),
                    decision.because(),
                    facts(delivery, Facts.of(event, met, decision), decision));
            reasons.add(decision.because());
        }
        changes.save(change);
        touched.stream().map(shared::get).filter(Objects::nonNull).forEach(environments::save);
        tell(delivery, notices);
        return reasons.isEmpty() ? "it told nothing new" : String.join("; ", reasons);
    }

    /** Other pull requests decide for themselves what it means to them, each in a transaction of its own. */
    private void tell(Delivery delivery, List<EnvironmentDecision.Notice> notices) {
        int number = 0;
        for (EnvironmentDecision.Notice notice : new LinkedHashSet<>(notices)) {
            String id = "notice/" + delivery.number() + "/" + number++;
            changes.find(notice.to())
                    .ifPresent(other -> inbox.add(id, notice.to(), other.repository(), List.of(notice.event())));
        }
    }

    /** GitHub's webhooks tell what a repository is called; an outcome of our own knows what it was called when it began. */
    private Repository named(Delivery delivery, Repository repository) {
        return delivery.source().equals(GITHUB)
                ? repositories.told(repository, delivery.received())
                : repositories
                        .find(repository.id())
                        .map(Repositories.Known::repository)
                        .orElse(repository);
    }

    /** Locks what is not locked yet, and names what was made just now by its workspace. */
    private void lock(Change change, List<Decision.Message> messages, SortedMap<String, EnvironmentState> shared) {
        Map<String, @Nullable String> names = new HashMap<>();
        messages.forEach(message -> names.put(message.workspace(), null));
        change.works().forEach(work -> {
            WorkspaceSeen seen = work.workspace();
            if (seen != null) {
                names.put(seen.id(), seen.name());
            }
        });
        names.keySet().removeAll(shared.keySet());
        environments.lock(names.keySet()).forEach((id, state) -> {
            String name = names.get(id);
            shared.put(id, name == null ? state : state.named(name));
        });
    }

    private static Map<String, String> facts(Delivery delivery, SortedMap<String, String> facts, Decision decision) {
        facts.put("delivery", delivery.source() + "/" + delivery.id());
        facts.put("effects", decision.effects().stream().map(e -> e.key()).collect(Collectors.joining(" ")));
        facts.put(
                "messages",
                decision.messages().stream()
                        .map(m -> m.event().getClass().getSimpleName() + ">" + m.workspace())
                        .collect(Collectors.joining(" ")));
        return facts;
    }
}
