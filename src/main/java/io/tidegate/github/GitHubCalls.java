package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.CallTimes;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The one way to GitHub: allow-listed hosts, time-outs for the whole answer, no redirect followed, conditional GETs, a
 * log line and a count for every call. Failures are {@link Outside}; it never waits for a limit to pass.
 */
final class GitHubCalls {
    private static final Logger LOG = Logger.getLogger(GitHubCalls.class);
    private static final String VERSION = "2022-11-28";
    private static final long LARGEST_ANSWER = 32L << 20;
    private static final int LARGEST_KEPT = 512 << 10;
    private final GitHubSettings settings;
    private final MeterRegistry meters;
    private final CallTimes times;
    private final Faults faults;
    private final Quota quota;
    private final HttpClient client;
    private final BoundedCache<String, Answer> kept =
            new BoundedCache<>(32L << 20, answer -> answer.body().length + 1024L);

    GitHubCalls(GitHubSettings settings, InstantSource clock, MeterRegistry meters, Budgets budgets) {
        this.settings = settings;
        this.quota = new Quota(budgets, clock);
        this.meters = meters;
        this.times = new CallTimes(meters, "tidegate.github.call");
        this.faults = new Faults(clock);
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.times().connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    URI api(String path) {
        return URI.create(settings.api() + path);
    }

    /** An Enterprise Server has it beside its REST API, not below it. */
    URI graphql() {
        String api = settings.api().toString();
        return URI.create(
                api.endsWith("/api/v3")
                        ? api.substring(0, api.length() - "v3".length()) + "graphql"
                        : api + "/graphql");
    }

    /** @throws Outside for everything that is neither a success nor 404 nor 401, which mean different things to callers */
    Answer send(Call call) {
        if (!Hosts.isApi(settings, call.uri())) {
            throw new Outside.Refused(
                    "a link in GitHub's answer leads away from its API; it was not followed",
                    "Check tidegate.github.api-url.");
        }
        quota.ask(call);
        var cached = call.key().map(kept::get);
        HttpRequest.Builder request = request(call.uri(), settings.times().request())
                .header("Authorization", "Bearer " + call.bearer())
                .header("Accept", call.accept() == null ? Call.JSON : call.accept())
                .method(
                        call.method(),
                        call.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(call.body()));
        if (call.body() != null) {
            request.header("Content-Type", "application/json");
        }
        cached.flatMap(answer -> answer.header("ETag")).ifPresent(etag -> request.header("If-None-Match", etag));
        HttpResponse<byte[]> response = exchange(
                call.toString(),
                request.build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER),
                settings.times().request());
        Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
        count(call.method(), call.uri(), answer.status());
        quota.told(call, answer);
        if (answer.status() == 304 && cached.isPresent()) {
            return cached.get();
        }
        if (answer.ok()) {
            if (answer.header("ETag").isPresent() && answer.body().length <= LARGEST_KEPT) {
                call.key().ifPresent(key -> kept.put(key, answer));
            }
            return answer;
        }
        if (answer.status() == 404 || answer.status() == 401) {
            return answer;
        }
        throw quota.heeding(call, answer, faults.of(call, answer));
    }

    /** What a query was answered, unless the limit of GraphQL is reached: only the errors of a success tell. */
    JsonNode queried(Call call, Answer answer) {
        JsonNode body = Fields.parse(answer.body());
        for (JsonNode error : body.path("errors")) {
            if (error.path("type").asText("").startsWith("RATE_LIMIT")) {
                String said = Faults.plain(error.path("message").asText(""));
                throw quota.heeding(call, answer, faults.points(call, answer, said));
            }
        }
        return body;
    }

    Outside refused(Call call, Answer answer) {
        return faults.of(call, answer);
    }

    /**
     * A large answer, streamed, by at most one redirect, which is followed without the token. The caller closes it.
     *
     * @return empty when GitHub refuses the token
     */
    Optional<InputStream> download(Call call) {
        if (!Hosts.isApi(settings, call.uri())) {
            throw new IllegalArgumentException("not the API's host");
        }
        quota.ask(call);
        HttpResponse<InputStream> first = open(call, call.uri(), true);
        int status = first.statusCode();
        if (status == 401) {
            close(first.body());
            return Optional.empty();
        }
        if (status < 300 || status >= 400) {
            return Optional.of(body(call, first));
        }
        URI target = first.headers()
                .firstValue("Location")
                .flatMap(location -> Hosts.resolve(call.uri(), location))
                .filter(uri -> Hosts.isDownload(settings, uri))
                .orElseThrow(() -> new Outside.Refused(
                        "GitHub sent the download of " + call + " to a host that is not its own; it was not followed",
                        "Check tidegate.github.url and tidegate.github.api-url."));
        close(first.body());
        HttpResponse<InputStream> second = open(call, target, false);
        if (second.statusCode() >= 300 && second.statusCode() < 400) {
            close(second.body());
            throw new Outside.Refused("GitHub redirects " + call + " more than once", "Check tidegate.github.url.");
        }
        return Optional.of(body(call, second));
    }

    private HttpResponse<InputStream> open(Call call, URI uri, boolean withToken) {
        Duration limit = settings.times().request();
        HttpRequest.Builder request = request(uri, limit);
        if (withToken) {
            request.header("Authorization", "Bearer " + call.bearer());
        }
        HttpResponse<InputStream> response =
                exchange(call.toString(), request.GET().build(), HttpResponse.BodyHandlers.ofInputStream(), limit);
        count("GET", withToken ? uri : URI.create("/download"), response.statusCode());
        return response;
    }

    private InputStream body(Call call, HttpResponse<InputStream> response) {
        InputStream body = response.body();
        if (response.statusCode() == 200) {
            // The client's own time-out ends with the headers; a stalled download would hold its reader for ever.
            Duration limit = settings.times().request().multipliedBy(4);
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> close(body));
            return body;
        }
        try (body) {
            throw faults.of(
                    call, new Answer(response.statusCode(), response.headers().map(), body.readNBytes(10_000)));
        } catch (IOException e) {
            throw new Outside.Unavailable("GitHub broke off its answer to " + call, null);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.debug("a download could not be closed", e);
        }
    }

    private static HttpRequest.Builder request(URI uri, Duration limit) {
        return HttpRequest.newBuilder(uri)
                .timeout(limit)
                .header("User-Agent", "tidegate")
                .header("X-GitHub-Api-Version", VERSION);
    }

    private <T> HttpResponse<T> exchange(
            String what, HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration limit) {
        long since = System.nanoTime();
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw late(what, request, limit);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Outside.Unavailable("the call " + what + " to GitHub was interrupted", null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException
                    && !(e.getCause() instanceof HttpConnectTimeoutException)) {
                throw late(what, request, limit);
            }
            count(request.method(), request.uri(), 0);
            String kind =
                    e.getCause() == null ? "failed" : e.getCause().getClass().getSimpleName();
            LOG.debugf("GitHub could not be reached for %s: %s", what, kind);
            throw new Outside.Unavailable("GitHub could not be reached for " + what + " (" + kind + ")", null);
        } finally {
            times.over(since);
        }
    }

    private Outside late(String what, HttpRequest request, Duration limit) {
        count(request.method(), request.uri(), 0);
        return new Outside.Unavailable("GitHub did not answer " + what + " within " + limit.toMillis() + " ms", null);
    }

    /** @param status 0 when there was no answer */
    private void count(String method, URI uri, int status) {
        String route = method.toUpperCase(Locale.ROOT) + " " + Route.of(uri.getPath());
        meters.counter("tidegate.github.calls", "route", route, "status", Integer.toString(status))
                .increment();
        LOG.debugf("GitHub: %s -> %d", route, status);
    }
}
