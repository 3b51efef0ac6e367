package io.tidegate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.sandbox.ProductProcess;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say can be typed or copied. Configuration of repositories is held to the parser beside the parser. */
class CodeBlocksTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```([^\n]*)\n(.*?)^ *```$");
    private static final Pattern VERB = Pattern.compile("\\./tidegate ([a-z]+)");
    private static final Pattern VARIABLE = Pattern.compile("\\bTIDEGATE_[A-Z0-9_]+");
    private static final Pattern KEY = Pattern.compile("`(tidegate\\.[a-z.\\[\\]0-9-]+)`");
    private static final Set<String> LANGUAGES = Set.of(
            "sh", "text", "yaml", "json", "properties", "hcl", "mermaid", "java", "sql", "promql", "diff", "markdown");
    /** The launcher's own. */
    private static final Set<String> LAUNCHER = Set.of("TIDEGATE_HEAP");

    private record Block(Path page, String language, String text) {}

    @Test
    void every_block_says_what_it_is_written_in() throws IOException {
        assertThat(blocks()).hasSizeGreaterThan(20);
        assertThat(blocks().stream().filter(block -> !LANGUAGES.contains(block.language())))
                .isEmpty();
    }

    @Test
    void diagrams_are_flowcharts_and_sequences_which_github_draws() throws IOException {
        assertThat(blocks().stream().filter(block -> block.language().equals("mermaid")))
                .isNotEmpty()
                .allSatisfy(
                        block -> assertThat(block.text()).matches("(?s)^(flowchart (TD|LR|TB)|sequenceDiagram)\n.*"));
    }

    @Test
    void what_is_json_can_be_read_and_every_property_is_a_key_that_exists() throws IOException {
        Set<String> keys = keys();
        for (Block block : blocks()) {
            if (block.language().equals("json")) {
                assertThat(new ObjectMapper().readTree(block.text()))
                        .as(block.page().toString())
                        .isNotEmpty();
            }
            if (block.language().equals("properties")) {
                Properties properties = new Properties();
                properties.load(new StringReader(block.text()));
                assertThat(properties.stringPropertyNames())
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(keys)
                                .as(block.page().toString())
                                .contains(name.replaceAll("\\[\\d+]", "[0]")));
            }
        }
    }

    @Test
    void every_verb_and_every_variable_of_the_environment_exists() throws IOException {
        String launcher = Files.readString(Path.of("tidegate"));
        Set<String> variables = keys().stream().map(ProductProcess::variable).collect(Collectors.toSet());
        for (Path page : pages()) {
            String text = Files.readString(page);
            for (String verb : found(VERB, text)) {
                assertThat(launcher).as("./tidegate %s in %s", verb, page).containsPattern("(?m)^  " + verb + "\\b");
            }
            for (String variable : new TreeSet<>(found(VARIABLE, text))) {
                assertThat(variables.contains(
                                        variable.replaceAll("__\\d+__", "__0__").replaceAll("_FILE$", ""))
                                || LAUNCHER.contains(variable))
                        .as("%s in %s", variable, page)
                        .isTrue();
            }
        }
    }

    private static Set<String> keys() throws IOException {
        return new TreeSet<>(found(KEY, Files.readString(Path.of("docs/configuration.md"))));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .toList();
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                blocks.add(new Block(page, block.group(2), block.group(3)));
            }
        }
        return blocks;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }
}
