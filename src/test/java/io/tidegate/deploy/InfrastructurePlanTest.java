package io.tidegate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.plan.Coverage;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.PlanDifference;
import io.tidegate.plan.ResourceChange;
import io.tidegate.terraformcloud.RecordedPlans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What DigitalOcean changes by itself between the review of a change of node counts and its apply. */
class InfrastructurePlanTest {
    private static final String CLUSTER = "module.doks.digitalocean_kubernetes_cluster.this";
    private static final String MONITORING = "module.doks.digitalocean_kubernetes_node_pool.monitoring";
    private static final String REVIEWED = text();

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
