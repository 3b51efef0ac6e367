package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verbs that need no server, on real repositories made by the {@code git} program. */
class OfflineVerbsTest {
    private record Outcome(int exit, String out, String err) {}

    @TempDir
    Path home;

    private Path infra;

    @BeforeEach
    void a_repository_with_three_environments() throws Exception {
        infra = Files.createDirectory(home.resolve("infra"));
        git("init", "-q", "-b", "main");
        write(".github/tidegate.yml", """
                version: 1
                environments:
                  dev: { paths: ["modules/**"] }
                  prod: { after: [dev] }
                """);
        for (String name : List.of("dev", "stage", "prod")) {
            write("environments/" + name + "/main.tf", "# " + name + "\n");
        }
        write("modules/vpc/main.tf", "# vpc\n");
        commit("first");
    }

    @Test
    void check_finds_nothing_wrong_in_a_valid_tree() {
        assertThat(run(new CheckVerb(), infra.toString()))
                .isEqualTo(new Outcome(0, "Nothing is wrong, environments: dev, prod, stage\n", ""));
    }

    @Test
    void check_names_each_mistake_as_file_line_column_and_exits_with_one() throws IOException {
        write(".github/tidegate.yml", "version: 1\nfreeze: []\nenvironments:\n  dev: { after: [qa] }\n");
        assertThat(run(new CheckVerb(), infra.toString())).isEqualTo(new Outcome(1, """
                        .github/tidegate.yml:2:1: `freeze` is a key of one environment: write it under its name in `environments`
                        .github/tidegate.yml:4:18: there is no environment `qa`: list it under `environments` or remove it here
                        """, ""));
    }

    @Test
    void check_warns_of_an_order_that_cannot_work_and_exits_with_zero() throws IOException {
        write(".github/tidegate.yml", "version: 1\nenvironments:\n  dev: { apply: never }\n  prod: { after: [dev] }\n");
        assertThat(run(new CheckVerb(), infra.toString())).isEqualTo(new Outcome(0, """
                        .github/tidegate.yml:4:19: warning: `prod` comes after `dev`, which is never applied: it can be applied only where `dev` changes nothing; remove it from `after`, or let it be applied
                        Nothing is wrong, environments: dev, prod, stage
                        """, ""));
    }

    @Test
    void check_reads_the_working_tree_and_needs_neither_git_nor_a_file() throws IOException {
        Path plain = Files.createDirectories(home.resolve("plain/envs/qa"));
        Files.writeString(plain.resolve("main.tf"), "");
        assertThat(run(new CheckVerb(), home.resolve("plain").toString()))
                .isEqualTo(new Outcome(0, "No .github/tidegate.yml, environments: qa\n", ""));
        assertThat(run(new CheckVerb(), home.resolve("nowhere").toString()).exit())
                .isEqualTo(64);
    }

    @Test
    void affected_compares_with_the_merge_base_and_says_why() throws Exception {
        git("checkout", "-q", "-b", "topic");
        write("modules/vpc/main.tf", "# other\n");
        write("lost.tf", "# lost\n");
        commit("topic");
        git("checkout", "-q", "main");
        write("environments/prod/main.tf", "# moved on\n");
        commit("main moves on");
        assertThat(run(new AffectedVerb(), "--base", "main", "--head", "topic", infra.toString()))
                .isEqualTo(new Outcome(0, """
                        dev: affected
                          modules/vpc/main.tf matches modules/**
                        prod: not affected
                          no changed file is in environments/prod
                        stage: not affected
                          no changed file is in environments/stage
                        belongs to no environment: lost.tf
                        """, ""));
    }

    @Test
    void affected_answers_in_json_with_the_keys_of_its_interface() throws Exception {
        git("checkout", "-q", "-b", "topic");
        git("mv", "environments/dev/main.tf", "environments/stage/other.tf");
        write("environments/dev/more.tf", "# more\n");
        commit("topic");
        Outcome outcome =
                run(new AffectedVerb(), "--base", "main", "--head", "topic", "--format", "json", infra.toString());
        assertThat(outcome.exit()).isZero();
        assertThat(new ObjectMapper().readValue(outcome.out(), Map.class))
                .isEqualTo(Map.of(
                        "environments",
                        List.of(
                                Map.of(
                                        "name",
                                        "dev",
                                        "affected",
                                        true,
                                        "reasons",
                                        List.of(
                                                "environments/dev/main.tf changed",
                                                "environments/dev/more.tf changed")),
                                Map.of(
                                        "name",
                                        "prod",
                                        "affected",
                                        false,
                                        "reasons",
                                        List.of("no changed file is in environments/prod")),
                                Map.of(
                                        "name",
                                        "stage",
                                        "affected",
                                        true,
                                        "reasons",
                                        List.of("environments/stage/other.tf changed"))),
                        "unmapped",
                        List.of(),
                        "problems",
                        List.of(),
                        "notes",
                        List.of()));
    }

    @Test
    void the_configuration_is_the_bases_whatever_the_pull_request_makes_of_it() throws Exception {
        git("checkout", "-q", "-b", "topic");
        write(".github/tidegate.yml", "version: 1\nenvironments: { prod: { paths: ['**'] } }\n");
        commit("topic");
        assertThat(run(new AffectedVerb(), "--base", "main", "--head", "topic", infra.toString())
                        .out())
                .isEqualTo("""
                        dev: not affected
                          no changed file is in environments/dev, or matches its paths
                        prod: not affected
                          no changed file is in environments/prod
                        stage: not affected
                          no changed file is in environments/stage
                        """);
    }

    @Test
    void names_of_files_can_be_anything_and_reach_the_terminal_harmless() throws Exception {
        git("checkout", "-q", "-b", "topic");
        write("environments/dev/a\u001b[31m\n\"é\u202e.tf", "");
        commit("topic");
        assertThat(run(new AffectedVerb(), "--base", "main", "--head", "topic", infra.toString())
                        .out())
                .startsWith("dev: affected\n  environments/dev/a\\u{1b}[31m\\u{a}\"é\\u{202e}.tf changed\nprod");
    }

    @Test
    void revisions_that_do_not_exist_or_look_like_options_are_usage_errors() {
        for (String revision : List.of("nowhere", "--output=x", "-z", "main:environments", "")) {
            Outcome outcome = run(new AffectedVerb(), "--base=main", "--head=" + revision, infra.toString());
            assertThat(outcome.exit()).as(revision).isEqualTo(64);
            assertThat(outcome.err()).contains("is not a commit of the repository in");
        }
        assertThat(run(new AffectedVerb(), "--base", "main", infra.toString()).exit())
                .isEqualTo(64);
        assertThat(infra.resolve("x")).doesNotExist();
    }

    @Test
    void affected_below_the_root_means_the_whole_repository() throws Exception {
        git("checkout", "-q", "-b", "topic");
        write("environments/stage/main.tf", "# other\n");
        commit("topic");
        Path below = infra.resolve("environments/dev");
        assertThat(run(new AffectedVerb(), "--base", "main", "--head", "topic", below.toString())
                        .out())
                .contains("stage: affected\n  environments/stage/main.tf changed\n");
    }

    @Test
    void affected_follows_links_and_ignore_rules_and_takes_variable_files_as_the_server_does() throws Exception {
        write(".terraformignore", "*.md\n");
        write("main.tf", "module \"vpc\" {\n  source = \"./lib/vpc\"\n}\n");
        write("environments/eu.tfvars", "");
        write("environments/us.tfvars", "");
        write("shared/common.tf", "");
        Files.createSymbolicLink(infra.resolve("lib"), Path.of("modules"));
        Files.createSymbolicLink(infra.resolve("environments/dev/common.tf"), Path.of("../../shared/common.tf"));
        commit("flat, with links");
        git("checkout", "-q", "-b", "topic");
        write("environments/us.tfvars", "a = 1");
        write("shared/common.tf", "# other");
        write("environments/prod/README.md", "left out");
        commit("topic");
        assertThat(run(new AffectedVerb(), "--base", "main", "--head", "topic", infra.toString())
                        .out())
                .isEqualTo("""
                        dev: affected
                          shared/common.tf changed (environments/dev → environments/dev/common.tf → shared/common.tf)
                        prod: not affected
                          no changed file is in environments/prod; 1 that is there is left out of uploads by .terraformignore
                        eu: not affected
                          no changed file is in . or in what it calls (lib, modules/vpc)
                        stage: not affected
                          no changed file is in environments/stage
                        us: affected
                          environments/us.tfvars changed
                        """);
        git("checkout", "-q", "-b", "vpc", "main");
        write("modules/vpc/main.tf", "# other");
        commit("vpc");
        assertThat(run(new AffectedVerb(), "--base", "main", "--head", "vpc", infra.toString())
                        .out())
                .contains("eu: affected\n  modules/vpc/main.tf changed (. → modules/vpc)\n");
    }

    @Test
    void terragrunt_is_told_apart_and_why_it_is_not_planned() throws Exception {
        git("checkout", "-q", "-b", "topic");
        write("live/dev/network/terragrunt.hcl", "");
        write("environments/qa/terragrunt.hcl", "");
        commit("topic");
        assertThat(run(new CheckVerb(), infra.toString()).out())
                .startsWith(
                        "Nothing is wrong, environments: dev, prod, stage\nenvironments/qa holds Terragrunt's files and"
                                + " none of Terraform's\nTidegate does not run Terragrunt: plans run on HCP Terraform's workers");
        assertThat(run(new AffectedVerb(), "--base", "main", "--head", "topic", infra.toString())
                        .out())
                .contains("belongs to no environment: live/dev/network/terragrunt.hcl\n")
                .contains(
                        "Tidegate does not run Terragrunt: plans run on HCP Terraform's workers, which have terraform alone");
        write(".github/tidegate.yml", "version: 1\nenvironments: { net: { directory: live/dev/network } }\n");
        Outcome listed = run(new CheckVerb(), infra.toString());
        assertThat(listed.exit()).isEqualTo(1);
        assertThat(listed.out())
                .startsWith(
                        ".github/tidegate.yml:2:35: `live/dev/network` holds Terragrunt's files and none of Terraform's.");
    }

    @Test
    void check_finds_what_patterns_and_variable_files_lead_to_in_the_working_tree() throws IOException {
        write("live/dev/network/main.tf", "");
        write("live/prod/network/main.tf", "");
        write("vars/prod.tfvars", "");
        write(".github/tidegate.yml", """
                version: 1
                environments:
                  "{stage}-{part}":
                    directory: "live/{stage}/{part}"
                    var-files: ["vars/{stage}.tfvars"]
                  gone: { directory: nowhere }
                """);
        assertThat(run(new CheckVerb(), infra.toString())).isEqualTo(new Outcome(1, """
                        .github/tidegate.yml:5:17: the variable file `vars/dev.tfvars` of dev-network does not exist: write its path from the repository's root
                        gone: its directory nowhere does not exist, so nothing selects it
                        """, ""));
        write("vars/dev.tfvars", "");
        assertThat(run(new CheckVerb(), infra.toString()).out())
                .startsWith("Nothing is wrong, environments: gone, dev-network, prod-network, dev, prod, stage\n");
    }

    private static Outcome run(Object verb, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(verb)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }

    private void write(String path, String text) throws IOException {
        Path file = infra.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void commit(String message) throws Exception {
        git("add", "-A");
        git("-c", "user.name=lee", "-c", "user.email=lee@example.com", "commit", "-q", "-m", message);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(infra.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
