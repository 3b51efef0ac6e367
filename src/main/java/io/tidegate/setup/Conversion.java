package io.tidegate.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Exchanges GitHub's code, which is good once and for an hour, for the App's credentials. */
@Singleton
final class Conversion {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LARGEST = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private final SetupSettings settings;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Inject
    Conversion(SetupSettings settings) {
        this.settings = settings;
    }

    /** It did not come to credentials; the message is for people and holds none of the answer. */
    static final class Failed extends Exception {
        Failed(String message) {
            super(message);
        }
    }

    Registered exchange(String code) throws Failed {
        HttpRequest request = HttpRequest.newBuilder(settings.conversion(code))
                .timeout(PATIENCE)
                .header("User-Agent", "tidegate")
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<byte[]> response = client.send(
                    request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
            if (response.statusCode() != 201) {
                throw new Failed("GitHub answered " + response.statusCode()
                        + " when its code was to be exchanged for the App's credentials: the code is used, or older than an"
                        + " hour.");
            }
            return registered(JSON.readTree(response.body()));
        } catch (IOException failed) {
            // Its message may quote the answer, which holds four secrets.
            throw new Failed(
                    "GitHub's answer could not be read (" + failed.getClass().getSimpleName() + ").");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Failed("Tidegate is being stopped.");
        }
    }

    private static Registered registered(JsonNode json) throws Failed {
        Registered registered = new Registered(
                json.path("id").asLong(0),
                json.path("slug").asText(""),
                json.path("owner").path("login").asText(""),
                json.path("html_url").asText(""),
                json.path("pem").asText(""),
                json.path("webhook_secret").isTextual()
                        ? json.path("webhook_secret").asText()
                        : "");
        if (registered.app() <= 0 || registered.key().isEmpty()) {
            throw new Failed("GitHub's answer holds no App with a key.");
        }
        return registered;
    }
}
