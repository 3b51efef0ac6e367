package io.tidegate.monitoring;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** An OpenTelemetry receiver that keeps what it is sent, as it comes over the wire. */
public final class Collector implements AutoCloseable {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String told() {
        return String.join("\n", received);
    }

    /** Whether a span of this name is in the trace: a span is told as its trace's id, its own, its parent's, its name. */
    public boolean tells(String trace, String span) {
        String id = new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1);
        return Pattern.compile(Pattern.quote(id) + ".{8,40}" + span, Pattern.DOTALL)
                .matcher(told())
                .find();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
