package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidegate.environment.ModuleGraph.Sources;
import io.tidegate.environment.Notable;
import io.tidegate.environment.RemoteModule;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
                """))
                .isEqualTo(new Sources(
                        List.of("../../modules/network", "./dns"),
                        List.of(
                                new RemoteModule("terraform-digitalocean-modules/doks/digitalocean", "1.2.3"),
                                new RemoteModule("git::https://example.com/x.git?ref=v1", "")),
                        false,
                        Set.of(Notable.MODULE_SOURCES),
                        true));
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
                """)).isEqualTo(new Sources(List.of("./real"), List.of(), true, true));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource \"digitalocean_vpc\" \"a\" {}",
                "resource digitalocean_vpc a {}",
                "data \"http\" \"a\" { url = \"x\" }",
                "ephemeral \"random_password\" \"a\" {}",
                "provider \"digitalocean\" {}",
                "check \"up\" {\n  data \"http\" \"a\" {}\n}",
                "terraform {\n  required_providers {\n    digitalocean = { source = \"x/y\" }\n  }\n}",
                "/* no end"
            })
    void what_uses_a_provider_or_may_use_one_says_so(String text) {
        assertThat(hcl(text).providers()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource \"terraform_data\" \"a\" {\n  input = { data = \"x\" }\n}",
                "data \"terraform_remote_state\" \"a\" {}",
                "terraform {\n  required_version = \"1.14\"\n  required_providers {}\n}",
                "variable \"provider\" {}\noutput \"data\" { value = 1 }",
                "# provider \"digitalocean\" {}"
            })
    void terraforms_own_provider_needs_no_lock_file(String text) {
        assertThat(hcl(text)).isEqualTo(all());
    }

    @Test
    void json_says_what_it_uses_too() {
        for (String used : List.of(
                "{\"resource\": {\"digitalocean_vpc\": {\"a\": {}}}}",
                "{\"check\": {\"up\": {\"data\": {\"http\": {\"a\": {}}}}}}",
                "{\"provider\": [{\"digitalocean\": {}}]}",
                "{\"terraform\": {\"required_providers\": {\"digitalocean\": {}}}}")) {
            assertThat(json(used).providers()).as(used).isTrue();
        }
        assertThat(json("{\"resource\": {\"//\": \"x\", \"terraform_data\": {\"a\": {}}}}"))
                .isEqualTo(all());
        assertThat(json("{\"module\": {\"a\": {\"source\": \"a/b/c\", \"version\": \"${x}\"}}}"))
                .isEqualTo(new Sources(
                        List.of(),
                        List.of(new RemoteModule("a/b/c", "?")),
                        false,
                        Set.of(Notable.MODULE_SOURCES),
                        true));
    }

    @Test
    void an_override_that_changes_the_version_alone_is_known() {
        assertThat(hcl("module \"a\" {\n  version = \"~> 1\"\n}\n").remote())
                .containsExactly(new RemoteModule("", "~> 1"));
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
