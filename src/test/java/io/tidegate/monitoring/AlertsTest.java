package io.tidegate.monitoring;

import static io.tidegate.monitoring.Monitoring.FOLDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final Path RUNBOOKS = Path.of("docs/runbooks");
    private static final Path OPERATORS = FOLDER.resolve("prometheusrule.yaml");
    private static final String HEAD = """
            # Written from rules.yml by AlertsTest (mvn test -Dtest=AlertsTest -Dgolden.write=true); edit that one.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: tidegate
              labels:
                app.kubernetes.io/name: tidegate
            spec:
            """;

    @Test
    void the_operator_gets_the_same_rules_as_prometheus() throws IOException {
        String rules = HEAD
                + Monitoring.text(FOLDER.resolve("rules.yml"))
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> "  " + line + "\n")
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(OPERATORS, rules);
        }
        assertThat(Monitoring.text(OPERATORS)).isEqualTo(rules);
        assertThat(Monitoring.yaml("prometheusrule.yaml").get("spec")).isEqualTo(Monitoring.yaml("rules.yml"));
    }

    @Test
    void every_alert_says_how_bad_it_is_and_what_to_do_and_has_a_runbook_of_the_known_form() throws IOException {
        assertThat(Monitoring.alerts()).hasSizeGreaterThan(15).allSatisfy(alert -> {
            String name = String.valueOf(alert.get("alert"));
            Map<String, Object> notes = Monitoring.map(alert.get("annotations"));
            assertThat(Monitoring.map(alert.get("labels")).get("severity"))
                    .as(name)
                    .isIn("critical", "warning", "info");
            assertThat(notes).as(name).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(String.valueOf(notes.get("runbook_url"))).endsWith("/docs/runbooks/" + name + ".md");
            assertThat(Monitoring.text(RUNBOOKS.resolve(name + ".md")))
                    .startsWith("# " + name + "\n")
                    .contains(
                            "**Symptom.**",
                            "**What it means.**",
                            "**What to look at**",
                            "**What to do**",
                            "**When it is over.**");
        });
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(page -> !page.equals("README.md")))
                    .as("no runbook without an alert")
                    .containsExactlyInAnyOrderElementsOf(Monitoring.alerts().stream()
                            .map(alert -> alert.get("alert") + ".md")
                            .toList());
        }
    }

    @Test
    void every_alert_is_tested_firing_and_quiet() {
        Set<String> tested = new HashSet<>();
        ((List<?>) Monitoring.yaml("rules_test.yml").get("tests"))
                .forEach(test -> tested.add(String.valueOf(Monitoring.map(test).get("name"))));
        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(Monitoring.alerts().stream()
                        .flatMap(alert -> Stream.of(alert.get("alert") + " fires", alert.get("alert") + " is quiet"))
                        .toList());
    }

    @Test
    void alerts_and_dashboards_ask_only_for_documented_metrics() throws IOException {
        Set<String> asked = new TreeSet<>();
        Monitoring.alerts().forEach(alert -> asked.addAll(Monitoring.metrics(String.valueOf(alert.get("expr")))));
        for (Path dashboard : Monitoring.dashboards()) {
            Monitoring.expressions(dashboard).forEach(expression -> asked.addAll(Monitoring.metrics(expression)));
        }
        assertThat(asked)
                .hasSizeGreaterThan(20)
                .isSubsetOf(Monitoring.documented().keySet());
        assertThat(Monitoring.metrics("max by (le) (rate(no_such_seconds_bucket{a=\"b_c\"}[5m])) / 5 or up == 1e3"))
                .containsExactly("no_such_seconds", "up");
    }

    @Test
    void every_documented_metric_is_on_a_panel() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Path dashboard : Monitoring.dashboards()) {
            Monitoring.expressions(dashboard).forEach(expression -> shown.addAll(Monitoring.metrics(expression)));
        }
        assertThat(shown).containsAll(Monitoring.documented().keySet());
    }

    @Test
    void dashboards_can_be_provisioned_and_are_all_in_the_config_map() throws IOException {
        String kustomization = Monitoring.text(FOLDER.resolve("kustomization.yaml"));
        assertThat(kustomization).contains("grafana_dashboard: \"1\"");
        Set<String> ids = new HashSet<>();
        for (Path dashboard : Monitoring.dashboards()) {
            JsonNode board = new ObjectMapper().readTree(dashboard.toFile());
            assertThat(kustomization).contains("dashboards/" + dashboard.getFileName());
            assertThat(ids.add(board.path("uid").asText()))
                    .as("an id of its own")
                    .isTrue();
            assertThat(board.path("title").asText()).startsWith("Tidegate");
            assertThat(board.path("panels")).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("targets")).isNotEmpty();
                assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            });
            assertThat(board.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
            assertThat(board.path("panels").findValues("gridPos"))
                    .as("no two panels at one place")
                    .doesNotHaveDuplicates();
        }
        assertThat(ids).hasSize(3);
    }

    @Test
    void promtool_accepts_the_rules_and_each_alert_fires_and_is_quiet_where_it_should() throws Exception {
        assumeTrue(Monitoring.installed("promtool"), "no promtool on the path (Debian: apt install prometheus)");
        assertThat(run("promtool", "check", "rules", "rules.yml")).contains("SUCCESS");
        assertThat(run("promtool", "test", "rules", "rules_test.yml")).contains("SUCCESS");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
