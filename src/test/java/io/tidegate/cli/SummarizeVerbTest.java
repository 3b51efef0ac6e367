package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.report.Golden;
import io.tidegate.terraformcloud.RecordedPlans;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SummarizeVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINE =
            Pattern.compile("Plan: (?:(\\d+) to import, )?(\\d+) to add, (\\d+) to change, (\\d+) to destroy\\.");

    @TempDir
    Path folder;

    private record Said(int exit, String out, String err) {}

    @ParameterizedTest
    @MethodSource("io.tidegate.terraformcloud.RecordedPlans#names")
    void counts_are_those_of_terraforms_own_line_and_the_exit_code_is_its_detailed_one(String name) throws Exception {
        String show = RecordedPlans.text(name + "/show.txt");
        Said said = summarize(plan(name), "--format", "json");
        JsonNode counts = JSON.readTree(said.out()).get("counts");
        Matcher line = LINE.matcher(show);
        boolean found = line.find();
        assertThat(counts.get("import").asInt())
                .isEqualTo(found && line.group(1) != null ? Integer.parseInt(line.group(1)) : 0);
        assertThat(counts.get("add").asInt()).isEqualTo(found ? Integer.parseInt(line.group(2)) : 0);
        assertThat(counts.get("change").asInt()).isEqualTo(found ? Integer.parseInt(line.group(3)) : 0);
        assertThat(counts.get("destroy").asInt()).isEqualTo(found ? Integer.parseInt(line.group(4)) : 0);
        assertThat(said.exit()).isEqualTo(show.contains("No changes.") ? 0 : 2);
        assertThat(said.err()).isEmpty();
        assertThat(summarize(plan(name)).exit()).isEqualTo(said.exit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"02-no-op", "04-replace", "08-moved-only"})
    void the_json_is_exactly_this(String name) throws Exception {
        JsonNode said = JSON.readTree(summarize(plan(name), "--format", "json").out());
        Golden.agrees("summarize-" + name + ".json", said.toPrettyString() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"04-replace", "14-check-failing"})
    void the_markdown_is_exactly_this(String name) throws Exception {
        Golden.agrees("summarize-" + name + ".md", summarize(plan(name)).out());
    }

    @Test
    void a_plan_comes_from_standard_input_too() throws Exception {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(
                    RecordedPlans.text("03-update-in-place/plan.json").getBytes(StandardCharsets.UTF_8)));
            assertThat(summarize("-", "--format", "json"))
                    .isEqualTo(summarize(plan("03-update-in-place"), "--format", "json"));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void markdown_shows_no_more_than_was_asked_for() throws Exception {
        String values = summarize(plan("04-replace")).out();
        assertThat(values)
                .startsWith("### Plan: 1 replaced, 3 updated, 1 output")
                .contains(
                        "> [!CAUTION]",
                        "`module.vpc.terraform_data.vpc` because `triggers_replace` changes",
                        "10.99.0.0/16");
        assertThat(summarize(plan("04-replace"), "--show", "names").out())
                .contains("module.vpc.terraform_data.vpc", "input")
                .doesNotContain("10.99.0.0");
        String counts = summarize(plan("04-replace"), "--show", "counts").out();
        assertThat(counts).contains("1 replaced").doesNotContain("terraform_data");
        assertThat(summarize(plan("04-replace"), "--show", "counts", "--format", "json")
                        .out())
                .contains("replaces 1 resource")
                .doesNotContain("terraform_data");
        assertThat(summarize(plan("14-check-failing")).out()).contains("⚠️");
        assertThat(summarize(plan("30-large-800")).out().length()).isLessThanOrEqualTo(65_536);
    }

    @Test
    void no_secret_of_a_plan_is_printed_and_nothing_that_a_terminal_would_obey() throws Exception {
        Said said = summarize(plan("29-hostile-strings"), "--format", "json");
        assertThat(said.out().strip()).matches("[ -~]*");
        assertThat(said.out() + summarize(plan("12-sensitive-variable")).out()).doesNotContain("dop_v1_fake", "s3cr3t");
    }

    @Test
    void what_cannot_be_read_exits_with_1_and_says_why() throws Exception {
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\"format_version\":\"1.2\"");
        assertThat(summarize(cut.toString())).satisfies(said -> {
            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.out()).isEmpty();
            assertThat(said.err()).contains("cut.json", "ends before it is complete");
        });
        assertThat(summarize(folder.resolve("none.json").toString()))
                .satisfies(said -> assertThat(said.exit()).isEqualTo(1))
                .satisfies(said -> assertThat(said.err()).contains("There is no such file"));
        assertThat(summarize(folder.toString()).exit()).isEqualTo(1);
        assertThat(summarize("a\0b").exit()).isEqualTo(1);
    }

    @Test
    void a_wrong_call_exits_with_64() {
        assertThat(summarize().exit()).isEqualTo(64);
        assertThat(summarize("x.json", "--format", "xml").exit()).isEqualTo(64);
        assertThat(summarize("x.json", "--show", "all").exit()).isEqualTo(64);
    }

    private static String plan(String name) throws URISyntaxException, IOException {
        return Path.of(SummarizeVerbTest.class
                        .getResource("/plans/" + name + "/plan.json")
                        .toURI())
                .toString();
    }

    private static Said summarize(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new SummarizeVerb())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(exit, out.toString(), err.toString());
    }
}
