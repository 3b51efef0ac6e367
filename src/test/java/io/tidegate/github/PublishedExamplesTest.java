package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.command.CommandParser;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.Reading;
import io.tidegate.flow.Trace;
import io.tidegate.sandbox.contract.NodePackages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The reader of deliveries, fed with the webhooks that other people recorded of the real GitHub. */
class PublishedExamplesTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final String FILE = "node_modules/@octokit/webhooks-examples/api.github.com/index.json";
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void no_published_webhook_is_malformed() throws IOException {
        GitHubDeliveryReader reader = reader();
        Map<String, String> malformed = new TreeMap<>();
        int read = 0;
        for (JsonNode event : json.readTree(NodePackages.home().resolve(FILE).toFile())) {
            String kind = event.path("name").asText();
            for (JsonNode example : event.path("examples")) {
                byte[] body = json.writeValueAsBytes(example);
                Reading reading = reader.read(
                        new Delivery(1, "github", "guid-" + read, kind, body, AT, Trace.of("github", "guid")));
                read++;
                if (reading instanceof Reading.Malformed bad) {
                    malformed.put(kind + "." + example.path("action").asText(), bad.reason());
                }
            }
        }
        assertThat(read).isGreaterThan(200);
        assertThat(malformed).isEmpty();
    }

    /** Serves the accounts of the examples, so that they are read and not ignored at the door. */
    private static GitHubDeliveryReader reader() {
        var settings = Forges.settings(
                "http://127.0.0.1:1",
                424242,
                Forges.key(),
                Duration.ofSeconds(1),
                List.of("Codertocat", "Octocoders", "octo-org", "github", "wolfy1339", "octocat"),
                List.of());
        Forges forges = new Forges(settings, InstantSource.system());
        return new GitHubDeliveryReader(
                new ServedRepositories(settings, forges.calls, forges.app), settings, CommandParser::parse);
    }
}
