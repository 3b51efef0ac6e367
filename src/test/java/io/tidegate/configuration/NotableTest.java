package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.IgnoreRules;
import io.tidegate.environment.Links;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Notable;
import io.tidegate.environment.Rules;
import io.tidegate.environment.Selecting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader of somebody else's code is told to look at first. */
class NotableTest {
    private static final TerraformModuleSources READER = new TerraformModuleSources();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider \"aws\" { region = \"x\" }                                | PROVIDER_SETTINGS",
                "data \"external\" \"x\" { program = [\"sh\"] }                     | EXTERNAL_DATA",
                "data http x { url = \"https://x\" }                                | HTTP_DATA",
                "check \"c\" {\\n data \"http\" \"x\" { url = \"u\" }\\n}           | HTTP_DATA",
                "resource \"a_b\" \"c\" {\\n provisioner \"local-exec\" { command = \"x\" }\\n} | PROVISIONERS",
                "terraform {\\n required_providers { a = { source = \"b/a\" } }\\n} | PROVIDER_SOURCES",
                "module \"m\" {\\n source = \"a/b/c\"\\n version = \"1.2.3\"\\n}    | MODULE_SOURCES",
                "module \"m\" {\\n source = var.source\\n}                          | UNREAD",
            })
    void a_construct_that_runs_or_fetches_something_is_notable(String text, Notable notable) {
        assertThat(READER.read("main.tf", text.replace("\\n", "\n")).notable()).containsExactly(notable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"provider\": {\"aws\": {}}}                                     | PROVIDER_SETTINGS",
                "{\"data\": {\"external\": {\"x\": {}}}}                           | EXTERNAL_DATA",
                "{\"check\": {\"c\": {\"data\": {\"http\": {\"x\": {}}}}}}         | HTTP_DATA",
                "{\"resource\": {\"a_b\": {\"c\": {\"provisioner\": []}}}}         | PROVISIONERS",
                "{\"resource\": {\"a_b\": {\"c\": [{\"provisioner\": []}]}}}       | PROVISIONERS",
                "{\"terraform\": {\"required_providers\": {\"a\": {}}}}            | PROVIDER_SOURCES",
                "{\"module\": {\"m\": {\"source\": \"a/b/c\"}}}                    | MODULE_SOURCES",
                "{                                                                | UNREAD",
            })
    void the_same_in_json(String text, Notable notable) {
        assertThat(READER.read("main.tf.json", text).notable()).containsExactly(notable);
    }

    @Test
    void words_in_comments_texts_and_names_are_not_notable() {
        assertThat(READER.read("main.tf", """
                # provider "aws" {}
                /* data "external" "x" {} */
                resource "a_b" "provisioner" {
                  provisioner_name = "provisioner"
                  text             = <<-EOT
                    provisioner "local-exec" {}
                  EOT
                }
                module "local" {
                  source = "./modules/x"
                }
                """).notable()).isEmpty();
    }

    @Test
    void changed_files_of_the_environment_are_listed_with_what_is_in_them() {
        SortedMap<String, String> tree = new TreeMap<>();
        Map<String, ModuleGraph.Sources> read = new TreeMap<>();
        Map.of(
                        "environments/dev/main.tf",
                        "module \"v\" {\n source = \"../../modules/v\"\n}\nprovider \"aws\" {}\n",
                        "environments/dev/plain.tf",
                        "locals {}\n",
                        "modules/v/main.tf",
                        "data \"external\" \"x\" {}\nprovider \"aws\" {}\n",
                        "environments/prod/main.tf",
                        "provider \"aws\" {}\n")
                .forEach((path, text) -> {
                    tree.put(path, "blob of " + path);
                    read.put(path, READER.read(path, text));
                });
        tree.put("environments/dev/.terraform.lock.hcl", "lock");
        tree.put("environments/dev/link.tf", "link");
        ModuleGraph graph = ModuleGraph.of(
                read, new Links(new TreeMap<>(Map.of("environments/dev/link.tf", "plain.tf"))), IgnoreRules.NONE);
        Environment dev =
                new Environment(new EnvironmentName("dev"), "environments/dev", "acme", "infra-dev", Rules.USUAL);

        assertThat(look(dev, tree, graph, tree.keySet().toArray(String[]::new)))
                .containsExactly(
                        "`environments/dev/.terraform.lock.hcl` (which providers are installed)",
                        "`environments/dev/link.tf` (a symbolic link)",
                        "`environments/dev/main.tf` (settings of a provider)",
                        "`modules/v/main.tf` (settings of a provider, `external` data: the plan starts a program)");
        assertThat(look(dev, tree, graph, "environments/dev/plain.tf")).isEmpty();
        assertThat(look(dev, tree, graph, ".terraformignore", "environments/dev/plain.tf"))
                .containsExactly("`.terraformignore` (what is not uploaded)");
    }

    private static List<String> look(
            Environment environment, SortedMap<String, String> tree, ModuleGraph graph, String... changed) {
        List<ChangedFile> files =
                Arrays.stream(changed).map(path -> new ChangedFile(path, null)).collect(Collectors.toList());
        return Selecting.select(List.of(environment), files, true, tree, graph)
                .affected()
                .getFirst()
                .look();
    }
}
