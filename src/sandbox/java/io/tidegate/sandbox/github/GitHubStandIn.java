package io.tidegate.sandbox.github;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.git.GitFile;
import io.tidegate.sandbox.http.Faults;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * GitHub on loopback: people act in it through {@link Repo}, one App sees it through the REST API and webhooks. Its
 * archives come from a second port, as GitHub's come from another host.
 */
public final class GitHubStandIn implements AutoCloseable {
    private final App app = new App();
    private final Tokens tokens;
    private final Site site;
    private final Limits limits;
    private final StandIn server;
    private final Codeload codeload;
    private final Webhooks webhooks;
    private final Mail mail;
    private final Installations installations;

    /** @param port 0 for any free one */
    public GitHubStandIn(int port, Journal journal, SandboxClock clock, Holds holds) {
        this(port, journal, clock, holds, new Faults());
    }

    public GitHubStandIn(int port, Journal journal, SandboxClock clock, Holds holds, Faults faults) {
        site = new Site(journal, clock, app);
        tokens = new Tokens(app, clock);
        limits = new Limits(clock);
        webhooks = new Webhooks(site);
        mail = new Mail(site, webhooks);
        installations = new Installations(site, tokens);
        Answers answers = new Answers(site, tokens, limits);
        server = new StandIn("github", port, journal, holds, Answers::error)
                .gatekeeper(answers::refuse)
                .finisher(answers::finish)
                .faults(faults, new Subjects(site)::of);
        codeload = new Codeload(site, holds, faults);
        site.online(server.url(), webhooks);
        Api api = new Api(server, site, tokens);
        api.open(
                "GET",
                "/meta",
                request -> Response.json(200, Json.object("verifiable_password_authentication", false)));
        api.open("GET", "/rate_limit", request -> Response.json(200, answers.rateLimit(request)));
        AppRoutes.add(api);
        HookRoutes.add(api);
        ManifestRoutes.add(api);
        CheckRoutes.add(api);
        RepositoryRoutes.add(api);
        RepositoryRoutes.addCommits(api);
        GitRoutes.add(api);
        ContentRoutes.add(api);
        codeload.add(api);
        PullRoutes.add(api);
        CommentRoutes.add(api);
        DeploymentRoutes.add(api);
        PeopleRoutes.add(api);
        GraphQl.add(api);
        server.start();
    }

    /** Where people's pages would be; the same server as the API. */
    public String url() {
        return server.url();
    }

    public String apiUrl() {
        return server.url();
    }

    /** What the API answers, each as method and template. */
    public List<String> routes() {
        return server.routes();
    }

    /** Where archives come from, by redirect. */
    public String codeloadUrl() {
        return codeload.url();
    }

    public long appId() {
        return app.id();
    }

    public String appSlug() {
        return app.slug();
    }

    /** PKCS#1, "BEGIN RSA PRIVATE KEY", as GitHub gives it. */
    public String privateKeyPem() {
        return app.privateKeyPem();
    }

    public String webhookSecret() {
        return app.webhookSecret();
    }

    /** What the App was granted; at first the least that Tidegate needs, which does not let it merge. */
    public void appPermissions(Map<String, String> permissions) {
        locked(() -> app.permissions(permissions));
    }

    /** What the App hears of; at first all that Tidegate needs. */
    public void appEvents(List<String> events) {
        locked(() -> app.events(events));
    }

    /** The content type that the App's settings show; what is sent stays JSON. */
    public void webhookContentType(String type) {
        locked(() -> webhooks.contentType(type));
    }

    public Map<String, String> appPermissions() {
        synchronized (site) {
            return app.permissions();
        }
    }

    /** Where webhooks go; null for nowhere. */
    public void webhookTarget(URI target) {
        locked(() -> webhooks.target(target));
    }

    /** While off, nothing is delivered nor listed as a delivery; the journal says {@code webhook-suppressed}. */
    public void webhooks(boolean on) {
        locked(() -> webhooks.on(on));
    }

    public boolean webhooksOn() {
        synchronized (site) {
            return webhooks.on();
        }
    }

    /** The next deliveries never arrive, but are listed as failed, so that they can be asked for again. */
    public void loseNextWebhooks(int count) {
        locked(() -> webhooks.mishaps.add("", new Mishap.Lost(), count));
    }

    /** Mishaps of webhooks, and webhooks that nobody's act sends. */
    public Mail mail() {
        return mail;
    }

    /** What owners do with the App. */
    public Installations installations() {
        return installations;
    }

    /** What the App may ask in a while. */
    public Limits limits() {
        return limits;
    }

    /** Whether every webhook so far has been answered or given up; those that are held do not count. */
    public boolean webhooksQuiet() {
        return webhooks.quiet();
    }

    /** Sends what was last sent under this GUID once more. */
    public void redeliver(String guid) {
        mail.redeliver(guid);
    }

    /** Every installation token stops working, as if an hour had passed. */
    public void expireTokens() {
        locked(tokens::revokeAll);
    }

    /** How many reads after a change it takes until GitHub knows whether a pull request can be merged. */
    public void mergeableDelay(int reads) {
        locked(() -> site.switches.mergeableDelay = reads);
    }

    /** Whether an open pull request's {@code base.sha} grows old as on GitHub (true at first) or follows the branch. */
    public void staleBaseSha(boolean stale) {
        locked(() -> site.switches.staleBaseSha = stale);
    }

    /** Entries after which a recursive tree is truncated. */
    public void treeLimit(int entries) {
        locked(() -> site.switches.treeLimit = entries);
    }

    /** The person of this login, made when first named; {@code name[bot]} is another App's account. */
    public Person person(String login) {
        synchronized (site) {
            return site.account(login, login.endsWith("[bot]") ? "Bot" : "User");
        }
    }

    /** @param state active or pending */
    public void teamMember(String organization, String slug, Person person, String state) {
        locked(() -> {
            Person owner = site.account(organization, "Organization");
            Team team = site.team(owner, slug).orElseGet(() -> {
                Team created = new Team(site.nextAccountId(), owner, slug);
                site.teams.add(created);
                return created;
            });
            team.members().put(person.id(), state);
        });
    }

    /** A private repository of an organisation, with its first commit on main and the App installed. */
    public Repo createRepository(String owner, String name, Map<String, String> files) {
        return createRepositoryOf(owner, name, GitFiles.of(files));
    }

    /** As {@link #createRepository}, with links, executables and bytes. */
    public Repo createRepositoryOf(String owner, String name, Map<String, GitFile> files) {
        synchronized (site) {
            if (site.repo(owner, name).isPresent()) {
                throw new IllegalStateException(owner + "/" + name + " exists");
            }
            Repo repo = new Repo(site, site.account(owner, "Organization"), name, files);
            site.repos.add(repo);
            installations.install(owner);
            return repo;
        }
    }

    public List<Repo> repositories() {
        synchronized (site) {
            return List.copyOf(site.repos);
        }
    }

    private void locked(Runnable change) {
        synchronized (site) {
            change.run();
        }
    }

    @Override
    public void close() {
        webhooks.close();
        server.close();
        codeload.close();
    }
}
