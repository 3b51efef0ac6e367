package io.tidegate.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Answered.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One HTTP server on loopback with routes; every request and its answer is journalled. The first route that fits answers. */
public final class StandIn implements AutoCloseable {
    private final String name;
    private final Journal journal;
    private final Holds holds;
    private final HttpServer server;
    private final List<Route> routes = new ArrayList<>();
    private final Staleness staleness = new Staleness();
    private final BiFunction<Integer, String, Response> error;
    private volatile Faults faults = new Faults();
    private volatile Function<Request, String> subject = request -> "";
    private volatile Function<Request, Response> gatekeeper = request -> null;
    private volatile BiFunction<Request, Response, Response> finisher = (request, response) -> response;

    /**
     * @param name the side as the journal names it
     * @param port 0 for any free one
     * @param error renders status and message in the error format of the API
     */
    public StandIn(String name, int port, Journal journal, Holds holds, BiFunction<Integer, String, Response> error) {
        this.name = name;
        this.journal = journal;
        this.holds = holds;
        this.error = error;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + " for the sandbox's " + name, e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
    }

    public StandIn route(String method, String template, Handler handler) {
        routes.add(Route.of(method, template, handler));
        return this;
    }

    /** Asked before any route: a non-null answer ends the request (authentication, limits). */
    public StandIn gatekeeper(Function<Request, Response> gatekeeper) {
        this.gatekeeper = gatekeeper;
        return this;
    }

    /** Sees every answer before it is sent (common headers, ETags). */
    public StandIn finisher(BiFunction<Request, Response, Response> finisher) {
        this.finisher = finisher;
        return this;
    }

    /**
     * @param subject what a request is about, for faults that strike one repository or workspace only; it sees the
     *     route's parameters
     */
    public StandIn faults(Faults faults, Function<Request, String> subject) {
        this.faults = faults;
        this.subject = subject;
        return this;
    }

    /** Every route by name, in the order in which they are tried. */
    public List<String> routes() {
        return routes.stream().map(Route::name).toList();
    }

    public StandIn start() {
        server.start();
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            long begun = System.nanoTime();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getRawPath();
            Request request = new Request(
                    exchange.getRequestMethod(),
                    path,
                    Map.of(),
                    query(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders(),
                    body);
            Answered answered = answer(request);
            Response response = finisher.apply(request, answered.response());
            journal.request(name, answered.as(response), request, Duration.ofNanos(System.nanoTime() - begun));
            if (answered.sent() != Sent.NOTHING) {
                send(exchange, request, response, answered.sent());
            }
        }
    }

    private static void send(HttpExchange exchange, Request request, Response response, Sent sent) throws IOException {
        response.headers().forEach((key, value) -> exchange.getResponseHeaders().add(key, value));
        String date = response.headers().get("Date");
        if (date != null) {
            OwnDate.set(exchange.getResponseHeaders(), date);
        }
        int length = response.body().length;
        boolean bodiless = length == 0 || "HEAD".equals(request.method());
        exchange.sendResponseHeaders(response.status(), bodiless ? -1 : length);
        if (!bodiless) {
            exchange.getResponseBody().write(response.body(), 0, sent == Sent.HALF ? length / 2 : length);
            exchange.getResponseBody().flush();
        }
    }

    private Answered answer(Request request) {
        Response refused = gatekeeper.apply(request);
        if (refused != null) {
            return Answered.whole("refused", "", refused);
        }
        for (Route route : routes) {
            if (!route.method().equals(request.method())) {
                continue;
            }
            var parameters = route.match(request.path());
            if (parameters.isPresent()) {
                return run(
                        route,
                        new Request(
                                request.method(),
                                request.path(),
                                parameters.get(),
                                request.query(),
                                request.headers(),
                                request.body()));
            }
        }
        return Answered.whole("none", "", error.apply(404, "Not Found"));
    }

    private Answered run(Route route, Request request) {
        String about = "";
        try {
            about = subject.apply(request);
            holds.pass(route.name());
            Optional<Faults.Hit> hit = faults.strike(route.name(), about);
            if (hit.isPresent()) {
                return struck(route, about, request, hit.get());
            }
            return Answered.whole(route.name(), about, handle(route, request, Duration.ZERO));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answered.whole(route.name(), about, error.apply(503, "the sandbox is closing"));
        }
    }

    private Answered struck(Route route, String about, Request request, Faults.Hit hit) throws InterruptedException {
        Strike strike = hit.strike();
        return switch (strike) {
            case Strike.Late late -> {
                Thread.sleep(late.by());
                yield new Answered(route.name(), about, strike, handle(route, request, Duration.ZERO), Sent.WHOLE);
            }
            case Strike.Hang hang -> {
                hit.over().await();
                yield new Answered(route.name(), about, strike, Response.empty(503), Sent.NOTHING);
            }
            case Strike.Refuse refuse -> {
                Response refused = error.apply(refuse.status(), refuse.message());
                for (var header : refuse.headers().entrySet()) {
                    refused = refused.with(header.getKey(), header.getValue());
                }
                yield new Answered(route.name(), about, strike, refused, Sent.WHOLE);
            }
            case Strike.FailAfter fail -> {
                handle(route, request, Duration.ZERO);
                Response failed = error.apply(fail.status(), fail.message());
                yield new Answered(route.name(), about, strike, failed, Sent.WHOLE);
            }
            case Strike.ResetBefore reset ->
                new Answered(route.name(), about, strike, Response.empty(503), Sent.NOTHING);
            case Strike.ResetAfter reset ->
                new Answered(route.name(), about, strike, handle(route, request, Duration.ZERO), Sent.NOTHING);
            case Strike.Truncate truncate ->
                new Answered(route.name(), about, strike, handle(route, request, Duration.ZERO), Sent.HALF);
            case Strike.Stale stale ->
                new Answered(route.name(), about, strike, handle(route, request, stale.lasting()), Sent.WHOLE);
        };
    }

    private Response handle(Route route, Request request, Duration behind) throws InterruptedException {
        try {
            return staleness.read(request, route.handler().handle(request), behind);
        } catch (Refusal refusal) {
            return error.apply(refusal.status(), refusal.getMessage());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            journal.event(name, "sandbox-bug", Map.of("route", route.name(), "error", String.valueOf(e)));
            return error.apply(500, "the sandbox failed: " + e);
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String key = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.putIfAbsent(
                        URLDecoder.decode(key, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
