package io.tidegate.deploy;

import static io.tidegate.deploy.Infrastructure.FOLDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the infrastructure can be checked without its providers; {@code deploy/terraform/check} does the rest. */
class TerraformFilesTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(variable|output) \"(\\w+)\" \\{\n(.*?)^}$");
    private static final Pattern TAINT = Pattern.compile("(?ms)^ *taint \\{\n(.*?)^ *}$");

    private static final String PATH = System.getenv("PATH");

    @TempDir
    Path home;

    private record Said(int exit, String text) {}

    @Test
    void everything_is_formatted_and_the_script_says_what_it_left_out() throws Exception {
        needsTerraform();
        Said said = check(FOLDER, PATH, "--offline");
        assertThat(said.text()).contains("check: Terraform v", "check: left out: validation and tests");
        assertThat(said.exit()).isZero();
    }

    @Test
    void a_file_that_is_not_formatted_is_named() throws Exception {
        needsTerraform();
        Path copy = copy();
        Files.writeString(copy.resolve("modules/vpc/main.tf"), "locals {\n a = 1\n    b=2\n}\n");
        Said said = check(copy, PATH, "--offline");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("modules/vpc/main.tf", "terraform fmt -recursive");
    }

    @Test
    void without_terraform_it_says_what_to_install() throws Exception {
        Said said = check(FOLDER, home.toString(), "--offline");
        assertThat(said.exit()).isEqualTo(69);
        assertThat(said.text()).contains("terraform is missing", "Install 1.11 or newer");
    }

    @Test
    void a_wrong_call_exits_with_64() throws Exception {
        assertThat(check(FOLDER, PATH, "--online").exit()).isEqualTo(64);
        assertThat(check(
                                FOLDER,
                                home.toString(),
                                "--mirror",
                                home.resolve("none").toString())
                        .exit())
                .isEqualTo(64);
        assertThat(check(FOLDER, PATH, "--offline", "--mirror", home.toString()).exit())
                .isEqualTo(64);
    }

    @Test
    void only_the_monitoring_pool_is_tainted_and_both_are_labelled() {
        String cluster = block("modules/doks/main.tf", "resource \"digitalocean_kubernetes_cluster\" \"this\"");
        String monitoring =
                block("modules/doks/main.tf", "resource \"digitalocean_kubernetes_node_pool\" \"monitoring\"");
        String labels = block("modules/doks/main.tf", "locals");
        assertThat(words(labels))
                .contains("application = { service = \"app\" }", "monitoring = { service = \"monitoring\" }");
        assertThat(words(cluster)).contains("labels = local.application").doesNotContain("taint");
        assertThat(words(monitoring)).contains("labels = local.monitoring");
        assertThat(TAINT.matcher(monitoring).results().map(taint -> words(taint.group(1))))
                .containsExactly("key = \"service\" value = local.monitoring.service effect = \"NoSchedule\"");
    }

    @Test
    void what_holds_state_is_protected_from_being_destroyed() {
        assertThat(block("modules/vpc/main.tf", "resource \"digitalocean_vpc\" \"this\""))
                .contains("prevent_destroy = true");
        assertThat(block("modules/doks/main.tf", "resource \"digitalocean_kubernetes_cluster\" \"this\""))
                .contains("prevent_destroy = true");
        assertThat(block("modules/database/main.tf", "resource \"digitalocean_database_cluster\" \"this\""))
                .contains("prevent_destroy = true");
        assertThat(block("modules/database/main.tf", "resource \"digitalocean_database_db\" \"tidegate\""))
                .contains("prevent_destroy = true");
        assertThat(block("modules/workspaces/main.tf", "resource \"tfe_workspace\" \"this\""))
                .contains("prevent_destroy = true");
    }

    @Test
    void every_variable_has_a_type_and_every_variable_and_output_a_description() {
        List<String> bare = new ArrayList<>();
        int blocks = 0;
        for (Path file : Infrastructure.files()) {
            if (file.toString().endsWith(".tf")) {
                for (MatchResult block :
                        BLOCK.matcher(Infrastructure.text(file)).results().toList()) {
                    blocks++;
                    boolean typed =
                            block.group(1).equals("output") || block.group(3).contains("  type ");
                    if (!typed || !block.group(3).contains("  description ")) {
                        bare.add(file + ": " + block.group(2));
                    }
                }
            }
        }
        assertThat(bare).isEmpty();
        assertThat(blocks).isGreaterThan(40);
    }

    @Test
    void environments_differ_in_their_addresses_and_in_nothing_that_they_are_made_of() {
        List<String> ranges = new ArrayList<>();
        for (String name : List.of("dev", "stage", "prod")) {
            String main = Infrastructure.text(FOLDER.resolve("environments/" + name + "/main.tf"));
            Pattern.compile("\"((?:10|172)\\.[0-9./]+)\"")
                    .matcher(main)
                    .results()
                    .forEach(one -> ranges.add(one.group(1)));
            assertThat(Pattern.compile("source += \"([^\"]+)\"")
                            .matcher(main)
                            .results()
                            .map(one -> one.group(1)))
                    .containsExactly("../../modules/vpc", "../../modules/doks", "../../modules/database");
        }
        assertThat(ranges).hasSize(9).doesNotHaveDuplicates().contains("10.10.0.0/24", "10.20.0.0/24", "10.30.0.0/24");
    }

    private static void needsTerraform() {
        boolean found = Stream.of(PATH.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "terraform")));
        assumeTrue(found, "terraform is not installed here");
    }

    private static String block(String file, String head) {
        return Pattern.compile("(?ms)^" + Pattern.quote(head) + " \\{\n(.*?)^}$")
                .matcher(Infrastructure.text(FOLDER.resolve(file)))
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private Path copy() throws IOException {
        Path copy = home.resolve("copy");
        for (Path file : Infrastructure.files()) {
            Path target = copy.resolve(FOLDER.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
        return copy;
    }

    private Said check(Path folder, String path, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", folder.resolve("check").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("PATH", path, "CHECKPOINT_DISABLE", "1"));
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
