package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema says what the parser says. */
class ConfigurationSchemaTest {
    private static final JsonNode WRITTEN = written();
    private static final Schema SCHEMA =
            SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(WRITTEN);
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(version: 1\n.*?)```", Pattern.DOTALL);

    private static JsonNode written() {
        try {
            return new ObjectMapper().readTree(Files.readString(Path.of("docs/tidegate.schema.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean parserTakes(String text) {
        return new YamlConfigurationReader(Optional.of("acme"))
                .read(
                        new Repository(7, "acme", "infra", 1),
                        Visibility.PRIVATE,
                        "c",
                        text,
                        List.of(
                                "environments/dev/main.tf",
                                "vars/all.tfvars",
                                "vars/europe.tfvars",
                                "vars/america.tfvars"))
                .problems()
                .isEmpty();
    }

    private static boolean schemaTakes(String text) throws Yaml.Unreadable {
        return SCHEMA.validate(json(YamlText.read(text))).isEmpty();
    }

    private static JsonNode json(Yaml yaml) {
        return switch (yaml) {
            case Yaml.Mapping mapping -> {
                ObjectNode node = new ObjectMapper().createObjectNode();
                mapping.pairs().forEach(pair -> node.set(pair.key().text(), json(pair.value())));
                yield node;
            }
            case Yaml.Sequence sequence -> {
                ArrayNode node = new ObjectMapper().createArrayNode();
                sequence.items().forEach(item -> node.add(json(item)));
                yield node;
            }
            case Yaml.Scalar scalar -> {
                if (scalar.isEmpty()) {
                    yield NullNode.getInstance();
                }
                if (scalar.plain() && scalar.text().matches("-?[0-9]{1,9}")) {
                    yield IntNode.valueOf(Integer.parseInt(scalar.text()));
                }
                boolean flag = scalar.plain() && scalar.text().matches("true|false");
                yield flag ? BooleanNode.valueOf(scalar.text().equals("true")) : TextNode.valueOf(scalar.text());
            }
        };
    }

    static Stream<String> examples() throws IOException {
        List<String> found = new ArrayList<>();
        for (String page : List.of("README.md", "docs/configuration.md", "docs/permissions.md")) {
            Matcher example = EXAMPLE.matcher(Files.readString(Path.of(page)));
            while (example.find()) {
                found.add(example.group(1));
            }
        }
        assertThat(found).isNotEmpty();
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_of_the_documentation_is_taken_by_both(String example) throws Exception {
        assertThat(parserTakes(example)).isTrue();
        assertThat(schemaTakes(example)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1\nbranches: [main, release/1.x]",
                "version: 1\nbranches: main",
                "version: 1\nmerge: manual\nmerge-when: applied\nafter-freeze: wait",
                "version: 1\nafter-freeze: resume",
                "version: 1\nenvironments: { dev: { after-freeze: resume, ignore-differences: [\"a.b.c\", \"**.d\"] } }",
                "version: 1\nlimits: { plans-per-pull-request: 100, concurrent-runs: auto }",
                "version: 1\nlimits: { concurrent-runs: 3 }",
                "version: 1\nrules: []",
                "version: 1\nrules: [{ match: dev }, { match: [\"d*\", prod], permissions: { plan: [] } }]",
                "version: 1\nenvironments: { dev: { var-files: [], ignore-differences: [], directory: . } }",
                "version: 1\nenvironments: { \"{a}\": { directory: \"environments/{a}\", after: \"{a}\" } }",
            })
    void a_value_that_is_one_is_taken_by_both(String text) throws Exception {
        assertThat(parserTakes(text)).isTrue();
        assertThat(schemaTakes(text)).isTrue();
    }

    @Test
    void both_know_the_same_keys() {
        assertThat(keys(WRITTEN.path("properties"))).isEqualTo(new TreeSet<>(Written.KEYS));
        assertThat(keysOf("environment", "asked", "restrictions")).isEqualTo(new TreeSet<>(Draft.KEYS));
        assertThat(keysOf("pattern", "restrictions")).isEqualTo(new TreeSet<>(Draft.KEYS));
        assertThat(keysOf("rule", "asked", "restrictions")).isEqualTo(new TreeSet<>(Rule.KEYS));
        assertThat(keys(WRITTEN.at("/properties/limits/properties"))).isEqualTo(new TreeSet<>(RepositoryText.LIMITS));
    }

    private static TreeSet<String> keysOf(String... definitions) {
        TreeSet<String> all = new TreeSet<>();
        for (String definition : definitions) {
            all.addAll(keys(WRITTEN.at("/$defs/" + definition + "/properties")));
        }
        return all;
    }

    private static TreeSet<String> keys(JsonNode properties) {
        TreeSet<String> keys = new TreeSet<>();
        properties.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    static Stream<String> wrongTypes() {
        return Stream.concat(
                Written.KEYS.stream()
                        .filter(key -> !key.equals("version") && !key.equals("environments"))
                        .flatMap(key -> Stream.of("version: 1\n" + key + ": { a: b }\n", "version: 1\n" + key + ":\n")),
                Draft.KEYS.stream()
                        .flatMap(key -> Stream.of(
                                "version: 1\nenvironments:\n  dev:\n    " + key + ": { a: b }\n",
                                "version: 1\nenvironments:\n  dev:\n    " + key + ": [{ a: b }]\n",
                                "version: 1\nenvironments:\n  dev:\n    " + key + ":\n",
                                "version: 1\nrules: [{ match: dev, " + key + ": { a: b } }]\n",
                                "version: 1\nenvironments: { \"{a}\": { directory: \"x/{a}\", " + key
                                        + "x: [{ a: b }] } }\n")));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void a_key_with_a_value_of_another_shape_is_refused_by_both(String text) throws Exception {
        assertThat(parserTakes(text)).isFalse();
        assertThat(schemaTakes(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments: {}",
                "version: 2",
                "version: 1\nzebra: 1",
                "version: 1\nfreeze: []",
                "version: 1\norganization: a b",
                "version: 1\nworkspace: one-for-all",
                "version: 1\nworkspace: \"{environment}/{repository}\"",
                "version: 1\nworkspace: \"{name}-{environment}\"",
                "version: 1\napprovals: 11",
                "version: 1\napprovals: -1",
                "version: 1\napprovals: \"1\"",
                "version: 1\napply: always",
                "version: 1\nshow: everything",
                "version: 1\nplan-json: some",
                "version: 1\nenvironments: [dev]",
                "version: 1\nenvironments: { Prod: {} }",
                "version: 1\nenvironments: { dev: production }",
                "version: 1\nenvironments: { dev: { workspace: a/b } }",
                "version: 1\nenvironments: { dev: { paths: [\"/a\"] } }",
                "version: 1\nenvironments: { dev: { paths: [\"a/{b,c}\"] } }",
                "version: 1\nenvironments: { dev: { ignore: \"!a\" } }",
                "version: 1\nenvironments: { dev: { after: [Stage] } }",
                "version: 1\nenvironments: { dev: { confirm-destroy: yes } }",
                "version: 1\nenvironments: { dev: { freeze: weekends } }",
                "version: 1\nenvironments: { dev: { freeze: [\"Fri 16:00 - Mon 08:00\"] } }",
                "version: 1\nenvironments: { dev: { var-files: [\"../x.tfvars\"] } }",
                "version: 1\nenvironments: { dev: { var-files: /x.tfvars } }",
                "version: 1\nenvironments: { dev: { var-files: [\"x/../y.tfvars\"] } }",
                "version: 1\nenvironments: { dev: { var-files: [x.json] } }",
                "version: 1\nenvironments: { dev: { ignore-differences: [\"*\"] } }",
                "version: 1\nenvironments: { dev: { after-freeze: resumed } }",
                "version: 1\nenvironments: { \"{a}\": {} }",
                "version: 1\nenvironments: { \"{a}\": ~ }",
                "version: 1\nenvironments: { \"{A}\": { directory: \"{A}\" } }",
                "version: 1\nafter-freeze: never",
                "version: 1\nmerge: robot",
                "version: 1\nmerge-when: always",
                "version: 1\nbranches: []",
                "version: 1\nbranches: [\"release/*\"]",
                "version: 1\nbranches: [refs/heads/main]",
                "version: 1\nlimits: { plans-per-pull-request: 0 }",
                "version: 1\nlimits: { plans-per-pull-request: 101 }",
                "version: 1\nlimits: { plans-per-pull-request: auto }",
                "version: 1\nlimits: { concurrent-runs: 0 }",
                "version: 1\nlimits: { concurrent-runs: 101 }",
                "version: 1\nlimits: { concurrent-runs: \"5\" }",
                "version: 1\nlimits: { runs: 5 }",
                "version: 1\nrules: { match: x }",
                "version: 1\nrules: [x]",
                "version: 1\nrules: [{ approvals: 2 }]",
                "version: 1\nrules: [{ match: \"a/b\" }]",
                "version: 1\nrules: [{ match: x, directory: y }]",
            })
    void a_value_that_is_none_is_refused_by_both(String text) throws Exception {
        assertThat(parserTakes(text)).isFalse();
        assertThat(schemaTakes(text)).isFalse();
    }
}
