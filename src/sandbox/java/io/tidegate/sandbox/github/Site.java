package io.tidegate.sandbox.github;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Everything the stand-in knows. Whoever reads or changes it holds its monitor. */
final class Site {
    final Journal journal;
    final SandboxClock clock;
    final App app;
    final Switches switches = new Switches();
    final List<Repo> repos = new ArrayList<>();
    /** By full name in lower case, whose it was. */
    final Map<String, Repo> formerNames = new LinkedHashMap<>();

    final List<Installation> installations = new ArrayList<>();
    final List<Team> teams = new ArrayList<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    // Real comment and check run ids have long outgrown 32 bits.
    private final AtomicLong ids = new AtomicLong(4_000_000_000L);
    private final AtomicLong accountIds = new AtomicLong(70_000);
    private String url = "";
    private Webhooks webhooks;

    Site(Journal journal, SandboxClock clock, App app) {
        this.journal = journal;
        this.clock = clock;
        this.app = app;
        bot();
    }

    void online(String url, Webhooks webhooks) {
        this.url = url;
        this.webhooks = webhooks;
    }

    String url() {
        return url;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    long nextAccountId() {
        return accountIds.incrementAndGet();
    }

    Instant now() {
        return clock.now();
    }

    void event(String kind, Map<String, ?> facts) {
        journal.event("github", kind, facts);
    }

    Person account(String login, String type) {
        return people.computeIfAbsent(login.toLowerCase(), l -> new Person(nextAccountId(), login, type));
    }

    Optional<Person> known(String login) {
        return Optional.ofNullable(people.get(login.toLowerCase()));
    }

    /** The account that the App's comments, checks and reactions belong to. */
    Person bot() {
        return account(app.slug() + "[bot]", "Bot");
    }

    Optional<Repo> repo(String owner, String name) {
        return repos.stream()
                .filter(repo -> repo.owner.login().equalsIgnoreCase(owner) && repo.name.equalsIgnoreCase(name))
                .findFirst();
    }

    Optional<Installation> installation(Person account) {
        return installations.stream()
                .filter(installation -> installation.account().id() == account.id())
                .findFirst();
    }

    Optional<Team> team(Person organization, String slug) {
        return teams.stream()
                .filter(team ->
                        team.organization().equals(organization) && team.slug().equals(slug))
                .findFirst();
    }
}
