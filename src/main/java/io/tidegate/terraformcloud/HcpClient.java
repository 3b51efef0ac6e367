package io.tidegate.terraformcloud;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.CallTimes;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of the API and of the object store beside it. Redirects are never followed by themselves, and only calls of the
 * API carry the token. All calls throw {@link Outside}.
 */
final class HcpClient {
    private static final String MEDIA_TYPE = "application/vnd.api+json";
    private static final int LARGEST_ANSWER = 8 << 20;
    private final URI base;
    private final Duration callTimeout;
    private final Duration transferTimeout;
    private final int callsPerSecond;
    private final MeterRegistry meters;
    private final CallTimes times;
    private final Budgets budgets;
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final HttpClient http;

    HcpClient(
            URI base,
            Duration connectTimeout,
            Duration callTimeout,
            Duration transferTimeout,
            int callsPerSecond,
            MeterRegistry meters,
            Budgets budgets) {
        if (callsPerSecond < 1) {
            throw new IllegalStateException("tidegate.terraform.calls-per-second is " + callsPerSecond
                    + ": it must be at least 1, or nothing would ever be asked.");
        }
        this.callsPerSecond = callsPerSecond;
        this.budgets = budgets;
        this.base = base;
        this.callTimeout = callTimeout;
        this.transferTimeout = transferTimeout;
        this.meters = meters;
        this.times = new CallTimes(meters, "tidegate.terraform.call");
        http = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version("https".equals(base.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
    }

    URI base() {
        return base;
    }

    Answer send(Call call) {
        HttpResponse<byte[]> response =
                exchange(call, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
        if (answer.succeeded() || call.expected().contains(answer.status())) {
            return answer;
        }
        throw heeding(call, answer);
    }

    /**
     * A limit that was hit holds for everybody with the same token. What is left of one is not looked at: it is renewed
     * with each second.
     */
    private Outside heeding(Call call, Answer answer) {
        Outside failure = Failures.of(call.doing(), answer);
        if (answer.status() == 429 && failure instanceof Outside.Unavailable limited) {
            Duration after = limited.after();
            budgets.hold(whose(call), after == null ? Duration.ofSeconds(1) : after);
        }
        return failure;
    }

    /** Waits for its turn: not long, for no more calls are made at once than there are workers. */
    private Pace.Turn begin(Call call) {
        budgets.ask(whose(call));
        try {
            return paces.computeIfAbsent(whose(call), whose -> new Pace(callsPerSecond))
                    .begin();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Failures.of(call.doing(), stopping);
        }
    }

    private static String whose(Call call) {
        return "terraform/" + call.token().digest();
    }

    /** An answer whose body is read by the caller, who closes it; only for calls whose body can be large. */
    record Streamed(Answer answer, InputStream body) {}

    /** As {@link #send}, for what may be answered with a large body; that of any other answer is left unread. */
    Streamed stream(Call call) {
        HttpResponse<InputStream> response = exchange(call, BodyHandlers.ofInputStream());
        Answer answer = new Answer(response.statusCode(), response.headers(), new byte[0]);
        if (answer.status() == 200) {
            return new Streamed(answer, new TimedStream(response.body(), transferTimeout));
        }
        try (InputStream unread = response.body()) {
            if (answer.succeeded() || call.expected().contains(answer.status())) {
                return new Streamed(answer, InputStream.nullInputStream());
            }
            throw heeding(call, answer);
        } catch (IOException closing) {
            throw Failures.of(call.doing(), closing);
        }
    }

    private <T> HttpResponse<T> exchange(Call call, HttpResponse.BodyHandler<T> handler) {
        try (Pace.Turn turn = begin(call)) {
            return exchange(request(call), call.method() + " " + call.route(), call.doing(), handler);
        }
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v2/" + call.path()))
                .timeout(callTimeout)
                .header("Authorization", call.token().authorization())
                .header("Accept", MEDIA_TYPE)
                .header("User-Agent", "tidegate");
        if (call.method().equals("GET")) {
            request.GET();
        } else {
            byte[] body = call.body() == null ? new byte[0] : Json.bytes(call.body());
            request.header("Content-Type", MEDIA_TYPE)
                    .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body));
        }
        return request.build();
    }

    /** Uploads a file without any credential but the address itself. */
    void upload(SignedAddress address, Path file, String doing) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.uri())
                    .timeout(transferTimeout)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofFile(file))
                    .build();
            HttpResponse<Void> response = exchange(request, "PUT upload", doing, BodyHandlers.discarding());
            if (response.statusCode() / 100 != 2) {
                throw Failures.of(doing, new Answer(response.statusCode(), response.headers(), new byte[0]));
            }
        } catch (IOException gone) {
            throw new Outside.Unavailable("Tidegate could not " + doing + ": its own copy has gone.", null);
        }
    }

    /** Opens an object; the caller closes it. It is cut off when it takes longer than a transfer may. */
    InputStream download(SignedAddress address, String what, String doing) {
        HttpRequest request = HttpRequest.newBuilder(address.uri())
                .timeout(callTimeout)
                .header("User-Agent", "tidegate")
                .GET()
                .build();
        HttpResponse<InputStream> response = exchange(request, "GET " + what, doing, BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return new TimedStream(response.body(), transferTimeout);
        }
        try (InputStream unread = response.body()) {
            throw Failures.of(doing, new Answer(response.statusCode(), response.headers(), new byte[0]));
        } catch (IOException closing) {
            throw Failures.of(doing, closing);
        }
    }

    /** The request's own time-out ends with the headers; this one covers the body too, but for streams. */
    private <T> HttpResponse<T> exchange(
            HttpRequest request, String route, String doing, HttpResponse.BodyHandler<T> handler) {
        long since = System.nanoTime();
        CompletableFuture<HttpResponse<T>> pending = http.sendAsync(request, handler);
        Duration most = request.timeout().orElse(callTimeout);
        String status = "none";
        try {
            HttpResponse<T> response = pending.get(most.toMillis(), TimeUnit.MILLISECONDS);
            status = Integer.toString(response.statusCode());
            return response;
        } catch (ExecutionException failed) {
            throw Failures.of(doing, failed.getCause() instanceof Exception cause ? cause : failed);
        } catch (TimeoutException slow) {
            pending.cancel(true);
            throw Failures.of(doing, slow);
        } catch (InterruptedException stopping) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw Failures.of(doing, stopping);
        } finally {
            times.over(since);
            meters.counter("tidegate.terraform.calls", "route", route, "status", status)
                    .increment();
        }
    }

    /** @throws IllegalStateException saying what is wrong with the configured address */
    static URI base(String text) {
        String trimmed = text.strip().replaceAll("/+$", "");
        try {
            URI uri = URI.create(trimmed);
            boolean here = uri.getHost() != null
                    && Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && here)) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw new IllegalStateException(
                "tidegate.terraform.url must be an https address such as https://app.terraform.io"
                        + " (http is accepted on this machine only).");
    }
}
