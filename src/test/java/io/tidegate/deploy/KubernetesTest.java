package io.tidegate.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.sandbox.ProductProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What an overlay of {@code deploy/kubernetes} becomes; the schemas are {@code deploy/kubernetes/check}'s. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("deploy/kubernetes");
    private static final Pattern KEY = Pattern.compile("`((?:tidegate|quarkus)\\.[a-z.\\[\\]0-9-]+)`");
    private static final Pattern REQUESTED =
            Pattern.compile("(?m)^\\| `(web|worker)` .*\\| (\\d+m) \\| (\\d+Mi) \\| (\\d+Mi) \\|$");
    private static final Map<String, List<JsonNode>> RENDERED = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"dev", "stage", "prod"})
    void pods_run_on_the_application_pool_without_any_right_that_they_do_not_need(String overlay) throws Exception {
        List<JsonNode> deployments = kind(overlay, "Deployment");
        assertThat(deployments)
                .extracting(one -> one.at("/metadata/name").asText())
                .containsExactlyInAnyOrder("web", "worker");
        for (JsonNode deployment : deployments) {
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.at("/nodeSelector").toString()).isEqualTo("{\"service\":\"app\"}");
            assertThat(pod.at("/tolerations")).allSatisfy(toleration -> {
                assertThat(toleration.path("key").asText()).isEqualTo("service");
                assertThat(toleration.path("operator").asText()).isEqualTo("Equal");
                assertThat(toleration.path("value").asText()).isEqualTo("app");
            });
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            JsonNode container = pod.at("/containers/0");
            assertThat(pod.at("/containers")).hasSize(1);
            assertThat(container.at("/securityContext").toString())
                    .contains("\"allowPrivilegeEscalation\":false", "\"readOnlyRootFilesystem\":true", "[\"ALL\"]");
            assertThat(container.at("/image").asText()).contains("/tidegate").doesNotContain("latest");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
            for (String probe : List.of("startup", "liveness", "readiness")) {
                assertThat(container.at("/" + probe + "Probe/httpGet/port").asText())
                        .isEqualTo("management");
            }
            assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(overlay.equals("dev") ? 1 : 2);
        }
        assertThat(kind(overlay, "PodDisruptionBudget"))
                .hasSize(2)
                .allSatisfy(budget ->
                        assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1));
    }

    /** The page says by which command they were seen; a limit is what the heap is a share of. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "stage", "prod"})
    void each_role_asks_for_what_was_measured_of_it(String overlay) throws Exception {
        String page = Files.readString(Path.of("docs/deployment.md"));
        Set<String> said = new HashSet<>();
        for (JsonNode deployment : kind(overlay, "Deployment")) {
            String role = deployment.at("/metadata/name").asText();
            JsonNode resources = deployment.at("/spec/template/spec/containers/0/resources");
            String row = REQUESTED
                    .matcher(page)
                    .results()
                    .filter(found -> found.group(1).equals(role))
                    .map(found -> found.group(2) + " " + found.group(3) + " " + found.group(4))
                    .findFirst()
                    .orElseThrow();
            assertThat(row)
                    .isEqualTo(resources.at("/requests/cpu").asText() + " "
                            + resources.at("/requests/memory").asText() + " "
                            + resources.at("/limits/memory").asText());
            assertThat(resources.at("/limits/cpu").isMissingNode()).isTrue();
            said.add(row);
        }
        assertThat(said).as("the roles differ").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "stage", "prod"})
    void web_has_no_credential_of_github_or_hcp_terraform_and_nothing_secret_is_here(String overlay) throws Exception {
        for (JsonNode deployment : kind(overlay, "Deployment")) {
            String role = deployment.at("/metadata/name").asText();
            List<String> secrets = deployment.findValuesAsText("secretName");
            assertThat(secrets).containsExactly("tidegate-" + role);
            if (role.equals("web")) {
                assertThat(deployment.toString()).doesNotContain("PRIVATE_KEY", "TERRAFORM_TOKEN", "ENCRYPTION_KEY");
            }
        }
        assertThat(kind(overlay, "Secret")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "stage", "prod"})
    void every_setting_is_a_key_that_exists(String overlay) throws Exception {
        Set<String> known = KEY.matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .map(key -> ProductProcess.variable(key.group(1)))
                .collect(Collectors.toSet());
        List<String> set = Stream.concat(
                        kind(overlay, "Deployment").stream()
                                .flatMap(one -> stream(one.at("/spec/template/spec/containers/0/env")))
                                .map(variable -> variable.path("name").asText()),
                        kind(overlay, "ConfigMap").stream()
                                .filter(map -> map.at("/metadata/name").asText().startsWith("tidegate-")
                                        && map.at("/data/TIDEGATE_PUBLIC_URL").isTextual())
                                .flatMap(map ->
                                        map.at("/data").properties().stream().map(Map.Entry::getKey)))
                .toList();
        assertThat(set)
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> assertThat(known.contains(name)
                                || known.contains(name.replaceAll("_FILE$", ""))
                                || name.matches("QUARKUS_(HTTP|MANAGEMENT)_HOST"))
                        .as(name)
                        .isTrue());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<JsonNode> kind(String overlay, String kind) throws Exception {
        return rendered(overlay).stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .toList();
    }

    private static synchronized List<JsonNode> rendered(String overlay) throws Exception {
        if (!RENDERED.containsKey(overlay)) {
            RENDERED.put(overlay, render(FOLDER.resolve("overlays").resolve(overlay)));
        }
        return RENDERED.get(overlay);
    }

    private static List<JsonNode> render(Path overlay) throws IOException, InterruptedException {
        boolean kustomize = installed("kustomize");
        assumeTrue(kustomize || installed("kubectl"), "neither kustomize nor kubectl is on the path");
        List<String> command = kustomize
                ? List.of("kustomize", "build", overlay.toString())
                : List.of("kubectl", "kustomize", overlay.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        ObjectMapper mapper = new ObjectMapper();
        Load load =
                new Load(LoadSettings.builder().setCodePointLimit(10_000_000).build());
        return StreamSupport.stream(load.loadAllFromString(text).spliterator(), false)
                .map(document -> (JsonNode) mapper.valueToTree(document))
                .toList();
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
