package io.tidegate.secrets;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The one call that is made of Doppler. Nothing of an answer is ever quoted: what is not understood may be a secret. */
final class DopplerClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private static final int LARGEST = 1 << 20;
    private static final long LONGEST_PAUSE = 3600;
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI address;
    private final String token;

    DopplerClient(DopplerSettings settings) {
        this.address = URI.create(settings.url() + "/v3/configs/config/secrets/download?format=json");
        this.token = settings.token();
    }

    /** @param etag of what is known already; empty for nothing */
    Downloaded download(String etag) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", "tidegate");
        if (!etag.isEmpty()) {
            request.header("If-None-Match", etag);
        }
        CompletableFuture<HttpResponse<byte[]>> pending =
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            return read(pending.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            pending.cancel(true);
            return new Downloaded.Away("it did not answer within " + WHOLE.toSeconds() + " s");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            return new Downloaded.Away(
                    "it cannot be reached (" + cause.getClass().getSimpleName() + ")");
        } catch (InterruptedException stopping) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            return new Downloaded.Away("this process is stopping");
        }
    }

    private static Downloaded read(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        return switch (status) {
            case 200 -> secrets(response);
            case 304 -> new Downloaded.Unchanged();
            case 401, 403, 404 -> new Downloaded.Revoked(status);
            default -> new Downloaded.Away("it answered with " + status, after(response), status == 429);
        };
    }

    private static Downloaded secrets(HttpResponse<byte[]> response) {
        try {
            Map<String, @Nullable Object> all = JSON.readValue(response.body(), new TypeReference<>() {});
            Map<String, String> values = new TreeMap<>();
            all.forEach((name, value) -> {
                // Those of Doppler's own name its project and config.
                if (value instanceof String text && !text.isBlank() && !name.startsWith("DOPPLER_")) {
                    values.put(name, text);
                }
            });
            return new Downloaded.Secrets(
                    values, response.headers().firstValue("ETag").orElse(""));
        } catch (IOException | RuntimeException unreadable) {
            // As a proxy's or a portal's page. The parser's own message would quote it.
            return new Downloaded.Away("its answer is no JSON object");
        }
    }

    private static @Nullable Duration after(HttpResponse<byte[]> response) {
        Optional<String> seconds = response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,9}"));
        return seconds.map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_PAUSE)))
                .orElse(null);
    }
}
