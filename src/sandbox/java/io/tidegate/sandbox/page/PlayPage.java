package io.tidegate.sandbox.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;

/** Serves the play page and, under {@code /journal}, what really happened. */
public final class PlayPage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Sandbox sandbox;
    private final StandIn server;

    public PlayPage(Sandbox sandbox, int port) {
        this.sandbox = sandbox;
        this.server = new StandIn("page", port, new io.tidegate.sandbox.Journal(), sandbox.holds(), PlayPage::error)
                .route("GET", "/journal", this::journal)
                .start();
    }

    public String url() {
        return server.url();
    }

    private Response journal(Request request) {
        long since = Long.parseLong(request.query("since").orElse("0"));
        return Response.json(200, sandbox.journal().json(JSON, since));
    }

    private static Response error(int status, String message) {
        return Response.json(status, JsonNodeFactory.instance.objectNode().put("message", message));
    }

    @Override
    public void close() {
        server.close();
    }
}
