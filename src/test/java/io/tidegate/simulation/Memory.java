package io.tidegate.simulation;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeId;
import io.tidegate.change.EnvironmentState;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.flow.Changes;
import io.tidegate.flow.Claims;
import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Effects;
import io.tidegate.flow.Environments;
import io.tidegate.flow.ExternalObjects;
import io.tidegate.flow.OrganizationFiles;
import io.tidegate.flow.Repositories;
import io.tidegate.flow.RunPlaces;
import io.tidegate.flow.Stores;
import io.tidegate.gate.PullRequest;
import io.tidegate.run.Crowd;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All stores in memory. One thread steps everything, so a row that is locked is simply read. */
final class Memory implements Storage {
    private final Journal journal = new Journal();
    private final InstantSource clock;
    private final MemoryInbox inbox;
    private final MemoryEffects effects;
    private final Journal.Table<String, Change> changes = journal.new Table<>();
    private final Journal.Table<String, EnvironmentState> environments = journal.new Table<>();
    private final Journal.Table<Long, Repositories.Known> repositories = journal.new Table<>();
    private final Journal.Table<String, Long> objects = journal.new Table<>();
    private final Journal.Table<String, Claims.Claim> claims = journal.new Table<>();
    private final Journal.Table<Long, OrganizationFiles.Seen> files = journal.new Table<>();

    Memory(InstantSource clock) {
        this.clock = clock;
        this.inbox = new MemoryInbox(journal, clock);
        this.effects = new MemoryEffects(journal, clock);
    }

    @Override
    public Stores stores() {
        return new Stores(
                inbox,
                new Pulls(),
                new Workspaces(),
                new Known(),
                effects,
                // What the audit log holds decides nothing.
                (change, what, because, facts) -> {},
                journal,
                new Objects(),
                new Places(),
                new Taken(),
                new Files());
    }

    @Override
    public DeliveryReader reader() {
        return inbox.reader();
    }

    @Override
    public List<String> waiting() {
        return Stream.concat(
                        inbox.waiting()
                                .map(row -> "delivery " + row.delivery().number() + " of "
                                        + row.delivery().source() + " "
                                        + row.delivery().id()),
                        effects.waiting().map(row -> "effect " + row.effect().key() + " of " + row.change()))
                .toList();
    }

    @Override
    public List<Ended> ended() {
        return inbox.over()
                .map(row -> new Ended(
                        row.delivery().source() + " " + row.delivery().id(),
                        String.valueOf(row.ended()),
                        String.valueOf(row.reason())))
                .toList();
    }

    private final class Pulls implements Changes {
        @Override
        public Change lock(ChangeId id, Repository repository) {
            return find(id).orElseGet(() -> {
                Change made = Change.unknown(id, repository);
                changes.put(id.toString(), made);
                return made;
            });
        }

        @Override
        public Optional<Change> find(ChangeId id) {
            return Optional.ofNullable(changes.get(id.toString()));
        }

        @Override
        public List<Change> open(long installation, int most) {
            return changes.all().stream()
                    .filter(change -> change.repository().installation() == installation)
                    .filter(change ->
                            change.pullRequest() != null && change.pullRequest().life() == PullRequest.Life.OPEN)
                    .limit(most)
                    .toList();
        }

        @Override
        public void save(Change change) {
            changes.put(change.id().toString(), change);
        }
    }

    private final class Workspaces implements Environments {
        @Override
        public Map<String, EnvironmentState> lock(Collection<String> workspaces) {
            SortedMap<String, EnvironmentState> locked = new TreeMap<>();
            for (String workspace : new TreeSet<>(workspaces)) {
                EnvironmentState known = environments.get(workspace);
                EnvironmentState state = known == null ? EnvironmentState.free(workspace, workspace) : known;
                environments.put(workspace, state);
                locked.put(workspace, state);
            }
            return locked;
        }

        @Override
        public Map<String, EnvironmentState> find(Collection<String> workspaces) {
            SortedMap<String, EnvironmentState> found = new TreeMap<>();
            for (String workspace : workspaces) {
                EnvironmentState state = environments.get(workspace);
                if (state != null) {
                    found.put(workspace, state);
                }
            }
            return found;
        }

        @Override
        public void save(EnvironmentState state) {
            environments.put(state.workspace(), state);
        }
    }

    private final class Known implements Repositories {
        @Override
        public Repository told(Repository repository, Instant received) {
            repositories.put(repository.id(), new Repositories.Known(repository, true));
            return repository;
        }

        @Override
        public void left(long id, Instant received) {
            find(id).ifPresent(known -> repositories.put(id, new Repositories.Known(known.repository(), false)));
        }

        @Override
        public Optional<Repositories.Known> find(long id) {
            return Optional.ofNullable(repositories.get(id));
        }

        @Override
        public List<Repository> beginning(String workspace) {
            String lower = workspace.toLowerCase(Locale.ROOT);
            return repositories.all().stream()
                    .filter(Repositories.Known::served)
                    .map(Repositories.Known::repository)
                    .filter(known -> lower.equals(known.name()) || lower.startsWith(known.name() + "-"))
                    .toList();
        }
    }

    private final class Objects implements ExternalObjects {
        @Override
        public Optional<Long> find(ChangeId change, String purpose) {
            return Optional.ofNullable(objects.get(change + " " + purpose));
        }

        @Override
        public void put(ChangeId change, String purpose, long id) {
            journal.apart(() -> {
                objects.put(change + " " + purpose, id);
                return true;
            });
        }
    }

    /** The simulated repository bounds no runs. */
    private static final class Places implements RunPlaces {
        @Override
        public Optional<Crowd> take(Effects.Claimed claimed, String organization, RunKind kind, int most) {
            if (most != RepositoryRules.AUTO) {
                throw new IllegalArgumentException("places are counted by PostgreSQL alone");
            }
            return Optional.empty();
        }

        @Override
        public void created(Effects.Claimed claimed, RunId run) {
            // Nothing counts them.
        }
    }

    private final class Taken implements Claims {
        @Override
        public List<Claim> claim(WorkspaceSeen workspace, Repository repository, EnvironmentName environment) {
            String key = workspace.id() + " " + repository.id();
            Claim known = claims.get(key);
            claims.put(key, new Claim(repository, environment, known == null ? clock.instant() : known.since()));
            return on(workspace);
        }

        @Override
        public List<Claim> on(WorkspaceSeen workspace) {
            return claims.all().stream()
                    .filter(claim ->
                            claims.get(workspace.id() + " " + claim.repository().id()) == claim)
                    .sorted(Comparator.comparing(Claim::since))
                    .toList();
        }

        @Override
        public void keep(Repository repository, Collection<Named> still) {
            // One repository, whose configuration stays: it gives nothing up.
        }

        @Override
        public void decide(WorkspaceSeen workspace, Repository repository) {
            throw new IllegalStateException("no operator decides here");
        }
    }

    private final class Files implements OrganizationFiles {
        @Override
        public Optional<Seen> find(long installation) {
            return Optional.ofNullable(files.get(installation));
        }

        @Override
        public void seen(long installation, String commit, @Nullable String sound) {
            Seen before = files.get(installation);
            files.put(installation, new Seen(commit, sound == null && before != null ? before.sound() : sound));
        }
    }
}
