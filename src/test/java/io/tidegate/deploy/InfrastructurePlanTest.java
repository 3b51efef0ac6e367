package io.tidegate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.PlanDifference;
import io.tidegate.plan.ResourceChange;
import io.tidegate.terraformcloud.RecordedPlans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A change of node counts, as {@code SummarizeInfrastructureTest} tells how it was recorded, and what DigitalOcean changes
 * by itself between its review and its apply.
 */
class InfrastructurePlanTest {
    private static final String CLUSTER = "module.doks.digitalocean_kubernetes_cluster.this";
    private static final String MONITORING = "module.doks.digitalocean_kubernetes_node_pool.monitoring";
    private static final String REVIEWED = text();
    private static final Pattern RESOURCE = Pattern.compile("(?m)^resource \"(\\w+)\" \"(\\w+)\" \\{$");

    @Test
    void the_recorded_plan_is_of_the_modules_as_they_are() {
        Map<String, JsonNode> planned = planned();
        List<String> written = new ArrayList<>();
        for (String module : List.of("database", "doks", "vpc")) {
            String main = Infrastructure.text(Infrastructure.FOLDER.resolve("modules/" + module + "/main.tf"));
            RESOURCE.matcher(main)
                    .results()
                    .forEach(one -> written.add("module." + module + "." + one.group(1) + "." + one.group(2)));
        }
        assertThat(planned.keySet()).containsExactlyInAnyOrderElementsOf(written);
        JsonNode application = planned.get(CLUSTER).path("node_pool").path(0);
        assertThat(application.path("labels")).hasToString("{\"service\":\"app\"}");
        assertThat(application.path("taint")).isEmpty();
        assertThat(planned.get(MONITORING).path("labels")).hasToString("{\"service\":\"monitoring\"}");
        assertThat(planned.get(MONITORING).path("taint"))
                .hasToString("[{\"effect\":\"NoSchedule\",\"key\":\"service\",\"value\":\"monitoring\"}]");
    }

    @Test
    void credentials_that_were_renewed_since_do_not_matter() {
        assertThat(REVIEWED).contains("example-token-of-the-kubeconfig", "2036-03-09T09:00:00Z");
        String real = REVIEWED.replace("example-token-of-the-kubeconfig", "example-token-of-a-week-later")
                .replace("2036-03-09T09:00:00Z", "2036-03-16T09:00:00Z");
        assertThat(verdict(real)).isInstanceOf(CoverageVerdict.Covered.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"max_nodes\":6', '\"max_nodes\":7', " + CLUSTER,
                "'\"node_count\":2', '\"node_count\":3', " + MONITORING,
                // The autoscaler's doing, in the attribute whose change was reviewed.
                "'\"actual_node_count\":2', '\"actual_node_count\":3', " + CLUSTER,
            })
    void another_number_of_nodes_is_another_change(String reviewed, String real, String address) {
        assertThat(REVIEWED).contains(reviewed);
        assertThat(verdict(REVIEWED.replace(reviewed, real)))
                .isInstanceOfSatisfying(CoverageVerdict.Uncovered.class, verdict -> {
                    PlanDifference difference = verdict.difference();
                    assertThat(difference.added())
                            .extracting(ResourceChange::address)
                            .containsExactly(address);
                });
    }

    /** What each resource would be after the apply, by its address. */
    private static Map<String, JsonNode> planned() {
        Map<String, JsonNode> planned = new TreeMap<>();
        try {
            for (JsonNode module : new ObjectMapper()
                    .readTree(REVIEWED)
                    .path("planned_values")
                    .path("root_module")
                    .path("child_modules")) {
                for (JsonNode resource : module.path("resources")) {
                    if (resource.path("mode").asText().equals("managed")) {
                        planned.put(resource.path("address").asText(), resource.path("values"));
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return planned;
    }

    private static CoverageVerdict verdict(String real) {
        return Coverage.of(RecordedPlans.read(real), List.of(RecordedPlans.read(REVIEWED)), true);
    }

    private static String text() {
        try (InputStream in =
                InfrastructurePlanTest.class.getResourceAsStream("/infrastructure/node-count/plan.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
