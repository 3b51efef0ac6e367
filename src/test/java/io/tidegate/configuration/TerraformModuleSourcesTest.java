package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidegate.environment.ModuleGraph.Sources;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformModuleSourcesTest {
    private static Sources hcl(String text) {
        return new TerraformModuleSources().read("main.tf", text);
    }

    private static Sources json(String text) {
        return new TerraformModuleSources().read("main.tf.json", text);
    }

    private static Sources all(String... local) {
        return new Sources(List.of(local), true);
    }

    @Test
    void local_sources_of_every_module_are_found_and_remote_ones_are_not_local() {
        assertThat(hcl("""
                terraform {
                  required_version = ">= 1.6"
                }

                module "network" {
                  source   = "../../modules/network" # the shared one
                  for_each = { for k, v in var.regions : k => v if v.enabled }
                  name     = "${var.stage}-${join("-", [for r in v.names : "x${r}"])}"
                }
                module "registry" {
                  source  = "terraform-digitalocean-modules/doks/digitalocean"
                  version = "1.2.3"
                }
                module "git" { source = "git::https://example.com/x.git?ref=v1" }
                module "dns" { source = "./dns" }
                """)).isEqualTo(all("../../modules/network", "./dns"));
    }

    @Test
    void comments_heredocs_strings_and_other_blocks_hold_no_sources() {
        assertThat(hcl("""
                # module "a" { source = "./a" }
                // module "b" { source = "./b" }
                /*
                module "c" {
                  source = "./c"
                }
                */
                resource "local_file" "x" {
                  source  = "./not-a-module"
                  content = <<-EOT
                    module "d" {
                      source = "./d"
                    }
                    EOT
                  other = "module \\"e\\" { source = \\"./e\\" }"
                  module = "./f"
                }
                locals { module = { source = "./g" } }
                module "real" {
                  source = "./real"
                  settings = { source = "./h" }
                  text = <<EOT
                source = "./i"
                EOT
                }
                """)).isEqualTo(all("./real"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "module \"a\" {\n  source = \"./${var.name}\"\n}\n",
                "module \"a\" {\n  source = local.source\n}\n",
                "module \"a\" {\n  source = \"./a\" == \"\" ? \"./b\" : \"./c\"\n}\n",
                "module \"a\" {\n  source = \"./\\u0061\"\n}\n",
                "module \"a\" {\n  source = <<EOT\n./a\nEOT\n}\n",
                "module \"a\" {\n  source = \"./a\"\n",
                "module \"a\" {\n  source = \"./a\n}\n",
                "module \"a\"\n{\n  source = \"./a\"\n}\n",
                "/* module",
                "x = <<EOT\nmodule",
                "}\nmodule \"a\" {\n  source = \"./a\"\n}\n",
            })
    void what_only_the_run_knows_or_what_is_no_terraform_is_not_understood(String text) {
        assertThat(hcl(text).understood()).isFalse();
    }

    @Test
    void an_override_without_a_source_leaves_it_as_it_is() {
        assertThat(hcl("module \"a\" {\n  size = 3\n}\n")).isEqualTo(all());
    }

    @Test
    void the_json_language_is_read_too() {
        assertThat(json("""
                {"//": "a comment", "module": {"a": {"source": "./a"}, "b": [{"source": "../b"}, {"x": 1}]}}
                """)).isEqualTo(all("./a", "../b"));
        assertThat(json("""
                {"module": [{"a": {"source": "./a"}}]}
                """)).isEqualTo(all("./a"));
        for (String odd : List.of(
                "{\"module\": {\"a\": {\"source\": \"./${var.x}\"}}}",
                "{\"module\": {\"a\": {\"source\": 1}}}",
                "{\"module\": {\"a\": {\"source\": \"./a\", \"source\": \"./b\"}}}",
                "{\"module\": ",
                "[\"module\"]")) {
            assertThat(json(odd).understood()).as(odd).isFalse();
        }
    }

    @Test
    void hostile_files_take_no_longer_than_others() {
        List<String> signs =
                List.of("\"", "${", "%{", "{", "}", "<<E\n", "E\n", "/*", "*/", "\\", "module ", "\n", "#");
        Random random = new Random(5);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String sign : signs) {
                hcl("module \"a\" {\n" + sign.repeat(400_000));
            }
            for (int i = 0; i < 2_000; i++) {
                StringBuilder text = new StringBuilder("module");
                for (int j = 0; j < 100; j++) {
                    text.append(signs.get(random.nextInt(signs.size())));
                }
                hcl(text.toString());
            }
        });
    }
}
