package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.http.Refusal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All that the stand-in knows. Whoever reads or changes it holds its lock, by {@link #locked}. */
final class Cloud {
    private static final String LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Organization> organizations = new LinkedHashMap<>();
    private final Map<String, User> people = new HashMap<>();
    final Map<String, Workspace> workspaces = new LinkedHashMap<>();
    final Map<String, ConfigurationVersion> configurations = new LinkedHashMap<>();
    final Map<String, LiveRun> runs = new LinkedHashMap<>();
    final Map<String, Notification> notifications = new LinkedHashMap<>();
    final Journal journal;
    final Terraform terraform;
    final Path directory;
    final SandboxClock clock = new SandboxClock();
    final String token = text(14) + ".atlasv1." + text(67);
    final User service = new User("user-" + text(16), "api-team_" + (100_000 + random.nextInt(900_000)), true);
    Duration delay = Duration.ZERO;
    Duration queueDelay = Duration.ZERO;
    Duration forceCancelCoolOff = Duration.ofSeconds(60);

    Cloud(Journal journal, Terraform terraform, Path directory) {
        this.journal = journal;
        this.terraform = terraform;
        this.directory = directory;
    }

    synchronized <T> T locked(Supplier<T> work) {
        return work.get();
    }

    synchronized void locked(Runnable work) {
        work.run();
    }

    /** Waits for what is true sooner or later; whoever changes a run's status wakes it. */
    synchronized <T> T await(BooleanSupplier happened, String what, Supplier<T> then) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!happened.getAsBoolean()) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IllegalStateException("did not come: " + what);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, e);
        }
        return then.get();
    }

    String text(int length) {
        StringBuilder text = new StringBuilder(length);
        random.ints(length, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }

    String id(String kind) {
        return kind + "-" + text(16);
    }

    /** A person, or the team token's own account. */
    synchronized Optional<User> user(String id) {
        return Stream.concat(Stream.of(service), people.values().stream())
                .filter(user -> user.id().equals(id))
                .findFirst();
    }

    synchronized User person(String name) {
        return people.computeIfAbsent(name, username -> new User(id("user"), username, false));
    }

    /** A team stands where a user can, with an id of its own kind. */
    synchronized User team(String name) {
        return people.computeIfAbsent("team " + name, key -> new User(id("team"), name, false));
    }

    synchronized Organization organization(String name) {
        return organizations.computeIfAbsent(name, Organization::new);
    }

    synchronized Optional<Organization> existing(String name) {
        return Optional.ofNullable(organizations.get(name));
    }

    Stream<LiveRun> runs(Workspace workspace) {
        return runs.values().stream().filter(run -> run.workspace == workspace);
    }

    LiveRun run(String id) {
        LiveRun run = runs.get(id);
        if (run == null) {
            throw new Refusal(404, "");
        }
        return run;
    }

    LiveRun runOfPlan(String planId) {
        return run(planId.replaceFirst("^plan-", "run-"));
    }

    LiveRun runOfApply(String applyId) {
        return run(applyId.replaceFirst("^apply-", "run-"));
    }

    Workspace workspace(String id) {
        Workspace workspace = workspaces.get(id);
        if (workspace == null) {
            throw new Refusal(404, "");
        }
        return workspace;
    }
}
