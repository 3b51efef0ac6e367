package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.git.SourceArchive;
import io.tidegate.sandbox.http.Faults;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The other host, which hands out archives to whoever holds a link of the last five minutes, and to no bearer. */
final class Codeload implements AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private final Site site;
    private final StandIn server;
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();

    private record Ticket(Repo repo, Commit commit, Instant expires) {}

    Codeload(Site site, Holds holds, Faults faults) {
        this.site = site;
        this.server = new StandIn("github", 0, site.journal, holds, Answers::error)
                .route("GET", "/{owner}/{repo}/legacy.tar.gz/{ref...}", this::archive)
                .faults(faults, new Subjects(site)::of)
                .start();
    }

    String url() {
        return server.url();
    }

    void add(Api api) {
        api.repo("GET", "/tarball/{ref...}", "contents:read", this::redirect);
        api.repo("GET", "/tarball", "contents:read", this::redirect);
    }

    private Response redirect(Call call) {
        Repo repo = call.repo();
        String ref = call.request().parameters().getOrDefault("ref", repo.defaultBranch);
        Commit commit = repo.branches.resolve(ref).orElseThrow(Call::notFound);
        String ticket = App.random(20);
        tickets.put(ticket, new Ticket(repo, commit, site.clock.machine().plus(LIFE)));
        String location = url() + "/" + repo.fullName() + "/legacy.tar.gz/" + Paths.encode(ref) + "?token=" + ticket;
        return Response.empty(302).with("Location", location);
    }

    private Response archive(Request request) {
        if (request.header("Authorization").isPresent()) {
            site.event("authorization-at-codeload", Map.of("path", request.path()));
            throw new Refusal(400, "This host takes no credentials: do not forward Authorization on a redirect");
        }
        Ticket ticket = request.query("token").map(tickets::get).orElse(null);
        if (ticket == null || ticket.expires().isBefore(site.clock.machine())) {
            throw Call.notFound();
        }
        Repo repo = ticket.repo();
        String top = repo.owner.login() + "-" + repo.name + "-"
                + ticket.commit().sha().substring(0, 7);
        byte[] archive;
        synchronized (site) {
            archive = SourceArchive.tarGz(repo.branches.objects, ticket.commit(), top);
        }
        return Response.bytes(200, "application/x-gzip", archive)
                .with("Content-Disposition", "attachment; filename=" + top + ".tar.gz");
    }

    @Override
    public void close() {
        server.close();
    }
}
