package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.report.Golden;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Plans of {@code deploy/terraform/environments/dev} as it is, by Terraform 1.11.4 and DigitalOcean's provider 2.99.1:
 * applied to, then refreshed and planned against, a server on loopback that answered as DigitalOcean's API is described
 * to ({@code DIGITALOCEAN_API_URL}), so that nothing was made, and no name, address or password in them is anybody's.
 *
 * <ul>
 *   <li>{@code node-count}: {@code max_nodes} of the application pool from 4 to 6, {@code node_count} of the monitoring
 *       pool from 1 to 2;
 *   <li>{@code application-pool-size}: {@code size} of the application pool from s-2vcpu-2gb to s-4vcpu-8gb, which the
 *       provider can only do by making the cluster anew, and {@code prevent_destroy} refuses.
 * </ul>
 */
class SummarizeInfrastructureTest {
    private record Said(int exit, String out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"node-count", "application-pool-size"})
    void the_markdown_is_exactly_this(String name) throws Exception {
        Said said = summarize(name);
        Golden.agrees("summarize-infrastructure-" + name + ".md", said.out());
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isEqualTo(2);
    }

    @Test
    void a_change_of_node_counts_is_two_updates_and_nothing_else() throws Exception {
        JsonNode said = new ObjectMapper()
                .readTree(summarize("node-count", "--format", "json").out());
        Golden.agrees("summarize-infrastructure-node-count.json", said.toPrettyString() + "\n");
        JsonNode counts = said.get("counts");
        assertThat(Files.readString(recorded("node-count/show.txt")))
                .contains("Plan: %d to add, %d to change, %d to destroy."
                        .formatted(
                                counts.get("add").asInt(),
                                counts.get("change").asInt(),
                                counts.get("destroy").asInt()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-count", "application-pool-size"})
    void no_credential_of_the_cluster_or_the_database_is_printed(String name) throws Exception {
        assertThat(summarize(name).out() + summarize(name, "--format", "json").out())
                .doesNotContain("example-token", "example-password");
    }

    private static Path recorded(String file) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SummarizeInfrastructureTest.class.getResource("/infrastructure/" + file))
                .toURI());
    }

    private static Said summarize(String name, String... more) throws Exception {
        Path plan = recorded(name + "/plan.json");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new SummarizeVerb())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of(plan.toString()), Arrays.stream(more))
                        .toArray(String[]::new));
        return new Said(exit, out.toString(), err.toString());
    }
}
