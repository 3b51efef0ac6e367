package io.tidegate.sandbox.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the pages on which a person plays and, under {@code /journal}, what really happened as JSON. Its own requests
 * are in no journal.
 */
public final class PlayPage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> ASSETS =
            Map.of("page.css", "text/css; charset=utf-8", "page.js", "text/javascript; charset=utf-8");
    private final Sandbox sandbox;
    private final Frame frame;
    private final StandIn server;

    /** @param port 0 for any free one */
    public PlayPage(Sandbox sandbox, int port) {
        this(sandbox, port, Optional.empty());
    }

    /** @param product what people may kill and start again on the page */
    public PlayPage(Sandbox sandbox, int port, Optional<ProductProcess> product) {
        this.sandbox = sandbox;
        People people = new People(sandbox);
        this.frame = new Frame(sandbox, people);
        PullPage pulls = new PullPage(sandbox, frame);
        FilesPage files = new FilesPage(sandbox, frame, pulls);
        ChecksPage checks = new ChecksPage(sandbox, frame, pulls);
        CloudPage cloud = new CloudPage(sandbox, frame);
        // What is held is held for the product, not for whoever must release it.
        this.server = new StandIn("page", port, new Journal(), new Holds(), this::problem)
                .gatekeeper(request -> SameSite.refusal(request)
                        .map(why -> frame.problem(403, why))
                        .orElse(null))
                .route("GET", "/", new StartPage(sandbox, frame, new Product(product))::start)
                .route("GET", "/pulls", new PullsPage(sandbox, frame)::list)
                .route("GET", "/pull/{number}", pulls::conversation)
                .route("GET", "/pull/{number}/commits", new CommitsPage(sandbox, frame, pulls)::commits)
                .route("GET", "/pull/{number}/checks", checks::checks)
                .route("GET", "/pull/{number}/checks/{check}", checks::check)
                .route("GET", "/pull/{number}/files", files::files)
                .route("GET", "/terraform", cloud::workspaces)
                .route("GET", "/terraform/runs/{run}", new RunPage(frame, cloud)::run)
                .route("GET", "/log", new LogPage(sandbox, frame)::log)
                .route("GET", "/assets/{name}", PlayPage::asset)
                .route("GET", "/journal", this::journal)
                .route("GET", "/journal/last", this::last)
                .route("POST", "/as", people::choose);
        new PullActs(sandbox, pulls, people).register(server);
        new CloudActs(sandbox, cloud, people).register(server);
        new Product(product).register(server);
        new FaultsPage(sandbox, frame).register(server);
        server.start();
    }

    public String url() {
        return server.url();
    }

    private Response journal(Request request) {
        long since = Long.parseLong(request.query("since").orElse("0"));
        return Response.json(200, sandbox.journal().json(JSON, since));
    }

    private Response last(Request request) {
        return Response.json(200, JsonNodeFactory.instance.objectNode().put("last", frame.last()));
    }

    private static Response asset(Request request) throws IOException {
        String name = request.parameter("name");
        String type = ASSETS.get(name);
        if (type == null) {
            throw new Refusal(404, "There is no such file.");
        }
        try (InputStream in = PlayPage.class.getResourceAsStream("/page/" + name)) {
            return Response.bytes(200, type, in.readAllBytes()).with("X-Content-Type-Options", "nosniff");
        }
    }

    private Response problem(int status, String message) {
        return frame.problem(status, message);
    }

    @Override
    public void close() {
        server.close();
    }
}
