package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A secret that the plan marks in one place stands in every other place, and {@code summarize} prints it nowhere. */
class CanaryTest {
    private static final String CANARY = "cAnary7forty2";

    private static final String BASE64 =
            Base64.getEncoder().encodeToString(("user:" + CANARY).getBytes(StandardCharsets.UTF_8));

    /** CANARY and BASE64 are replaced; the address of the last resource holds it as an instance key. */
    private static final String PLAN = """
            {"format_version":"1.2","terraform_version":"1.11.4",
             "variables":{"pin":{"value":"CANARY"}},
             "resource_changes":[
              {"address":"a.marked","mode":"managed","type":"a","name":"marked","provider_name":"p",
               "change":{"actions":["update"],"before":{"pin":"old"},"after":{"pin":"CANARY"},"after_unknown":{},
                "before_sensitive":{"pin":true},"after_sensitive":{"pin":true}}},
              {"address":"a.careless","mode":"managed","type":"a","name":"careless","provider_name":"p",
               "change":{"actions":["delete","create"],
                "before":{"id":"CANARY","text":"one","json":"{}","map":{},"lines":"a\\nb","list":[]},
                "after":{"id":"CANARY","text":"see CANARY","json":"{\\"k\\":\\"CANARY\\"}","map":{"CANARY":"x"},
                 "lines":"a\\nb CANARY","list":["CANARY"],"encoded":"BASE64","CANARY":true},
                "after_unknown":{},"before_sensitive":false,"after_sensitive":{},"replace_paths":[["text"]]}},
              {"address":"a.keyed[\\"CANARY\\"]","mode":"managed","type":"a","name":"keyed","provider_name":"p",
               "previous_address":"a.old[\\"CANARY\\"]",
               "change":{"actions":["no-op"],"before":{"id":"CANARY"},"after":{"id":"CANARY"},"after_unknown":{},
                "before_sensitive":false,"after_sensitive":false,"importing":{"id":"CANARY"}}}],
             "output_changes":{"shown":{"actions":["create"],"before":null,"after":"CANARY","after_unknown":false,
               "before_sensitive":false,"after_sensitive":false}},
             "checks":[{"address":{"to_display":"check.pin"},"status":"fail",
               "instances":[{"problems":[{"message":"CANARY is no pin"}]}]}],
             "configuration":{"provider_config":{"p":{"name":"p","expressions":{"token":{"constant_value":"CANARY"}}}},
               "root_module":{"variables":{"pin":{"sensitive":true}}}},
             "applyable":true,"complete":true,"errored":false}
            """.replace("CANARY", CANARY).replace("BASE64", BASE64);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "markdown,counts",
        "markdown,names",
        "markdown,values",
        "json,counts",
        "json,names",
        "json,values",
    })
    void no_mode_prints_it(String format, String show) throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), PLAN);
        Said said = summarize(plan, format, show);
        assertThat(said.exit()).as(said.all()).isEqualTo(2);
        clean(said.all());
        assertThat(said.out()).contains("1");
    }

    @Test
    void no_message_about_a_broken_plan_prints_it() throws IOException {
        for (String broken : List.of(
                PLAN.replace("\"update\"", "\"" + CANARY + "\""),
                PLAN.replace("\"format_version\":\"1.2\"", "\"format_version\":\"" + CANARY + "\""),
                PLAN.replace("\"variables\"", "\"" + CANARY + "\""),
                PLAN.replace("\"mode\":\"managed\"", "\"mode\":{\"" + CANARY + "\":1}"),
                PLAN.replace("\"complete\":true", "\"complete\":\"" + CANARY + "\""),
                PLAN.replace("\"variables\":{", "\"variables\":{\"" + CANARY + "\":{},\"" + CANARY + "\":{},"),
                PLAN.replace("\"no-op\"", "\"explode\""),
                PLAN + CANARY)) {
            Said said = summarize(Files.writeString(folder.resolve("broken.json"), broken), "json", "values");
            assertThat(said.exit()).as(said.all()).isEqualTo(1);
            clean(said.all());
        }
        byte[] whole = PLAN.getBytes(StandardCharsets.UTF_8);
        for (int end = 1; end < whole.length; end += 61) {
            Path cut = Files.write(folder.resolve("cut.json"), java.util.Arrays.copyOf(whole, end));
            Said said = summarize(cut, "markdown", "values");
            assertThat(said.exit()).isEqualTo(1);
            clean(said.all());
        }
    }

    private static void clean(String text) {
        assertThat(text)
                .doesNotContainIgnoringCase(CANARY)
                .doesNotContain(BASE64, BASE64.substring(8, BASE64.length() - 4))
                .doesNotContain(HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8)));
    }

    private record Said(int exit, String out, String err) {
        String all() {
            return out + err;
        }
    }

    private static Said summarize(Path plan, String format, String show) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new SummarizeVerb())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(plan.toString(), "--format", format, "--show", show);
        return new Said(exit, out.toString(), err.toString());
    }
}
