package io.tidegate.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * What a Service of Kubernetes is to pods: requests go to those that take part, in turn, and never a second time. Whoever is
 * taken out gets no new ones, and may stop when what was on its way is answered.
 */
final class Front implements AutoCloseable {
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade");

    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<URI> taking = new ArrayList<>();
    private final Map<URI, Integer> underWay = new HashMap<>();
    private int turn;

    Front() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    URI webhooks() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/github");
    }

    synchronized void add(URI backend) {
        taking.add(backend);
    }

    /** Returns when nothing is on its way to it. */
    synchronized void takeOut(URI backend) throws InterruptedException {
        taking.remove(backend);
        while (underWay.getOrDefault(backend, 0) > 0) {
            wait();
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            URI backend = begun();
            try {
                HttpResponse<byte[]> answer =
                        client.send(request(exchange, backend, body), HttpResponse.BodyHandlers.ofByteArray());
                byte[] said = answer.body();
                exchange.sendResponseHeaders(answer.statusCode(), said.length == 0 ? -1 : said.length);
                exchange.getResponseBody().write(said);
            } catch (IOException nobody) {
                exchange.sendResponseHeaders(502, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                exchange.sendResponseHeaders(502, -1);
            } finally {
                ended(backend);
            }
        }
    }

    private static HttpRequest request(HttpExchange exchange, URI backend, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(backend)
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private synchronized URI begun() throws IOException {
        if (taking.isEmpty()) {
            throw new IOException("nobody takes part");
        }
        turn = (turn + 1) % taking.size();
        URI backend = taking.get(turn);
        underWay.merge(backend, 1, Integer::sum);
        return backend;
    }

    private synchronized void ended(URI backend) {
        underWay.merge(backend, -1, Integer::sum);
        notifyAll();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
