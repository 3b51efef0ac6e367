package io.tidegate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Metrics, health and doctor's page have no sign-in: who reaches their port is the network policies' to say. */
class ManagementPortTest {
    private static final Path FOLDER = Path.of("deploy/kubernetes");

    private record Opened(String policy, String from, List<String> ports) {}

    @Test
    void nobody_reaches_the_management_port_but_the_namespace_monitoring() throws IOException {
        List<Opened> opened = new ArrayList<>();
        for (JsonNode document : documents()) {
            String kind = document.path("kind").asText();
            String name = document.at("/metadata/name").asText();
            if (kind.equals("NetworkPolicy")) {
                for (JsonNode rule : document.at("/spec/ingress")) {
                    opened.add(new Opened(name, rule.path("from").toString(), ports(rule.path("ports"))));
                }
            } else if (kind.equals("CiliumNetworkPolicy")) {
                for (JsonNode rule : document.at("/spec/ingress")) {
                    opened.add(
                            new Opened(name, rule.path("fromEntities").toString(), ports(rule.at("/toPorts/0/ports"))));
                }
            }
        }

        assertThat(opened)
                .hasSizeGreaterThan(2)
                .allSatisfy(one -> assertThat(one.ports()).as(one.policy()).isNotEmpty());
        assertThat(opened)
                .filteredOn(one -> one.ports().stream().anyMatch(List.of("management", "9000")::contains))
                .singleElement()
                .satisfies(one -> assertThat(one.from())
                        .isEqualTo("[{\"namespaceSelector\":{\"matchLabels\":"
                                + "{\"kubernetes.io/metadata.name\":\"monitoring\"}}}]"));
        assertThat(documents())
                .filteredOn(document -> document.at("/metadata/name").asText().equals("closed"))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.at("/spec/podSelector")).isEmpty();
                    assertThat(policy.at("/spec/policyTypes").toString()).contains("Ingress");
                });
    }

    /** And it leads nowhere from outside of the cluster. */
    @Test
    void no_service_names_the_management_port() throws IOException {
        List<JsonNode> services = documents().stream()
                .filter(document -> document.path("kind").asText().equals("Service"))
                .toList();
        assertThat(services)
                .isNotEmpty()
                .allSatisfy(service ->
                        assertThat(service.at("/spec/ports").toString()).doesNotContain("management", "9000"));
    }

    private static List<String> ports(JsonNode ports) {
        return StreamSupport.stream(ports.spliterator(), false)
                .map(port -> port.path("port").asText())
                .toList();
    }

    private static List<JsonNode> documents() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(file -> StreamSupport.stream(
                            new Load(LoadSettings.builder().build())
                                    .loadAllFromString(text(file))
                                    .spliterator(),
                            false))
                    .map(document -> (JsonNode) mapper.valueToTree(document))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
