package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo as people start it: its exit code is the answer to "did everything happen?". */
class DemoIT {
    private static final String[] STEPS = {
        "plans dev",
        "plans stage",
        "the living comment shows the plans",
        "refuses it and lists every gate",
        "counts the approval",
        "reads its plan and compares it",
        "confirms exactly that run",
        "answers that dev was applied",
        "stage is applied by the merge",
        "answers that stage was applied",
        "shows who holds prod",
        "takes a place in the queue of prod",
        "that its turn has come",
        "the approval covers the new plan",
        "nothing is left to apply",
        "Every step happened."
    };

    @Test
    void it_plays_the_whole_story_and_exits_with_0() throws Exception {
        Played played = play(List.of(), "--exit");

        assertThat(played.exit()).as(played.output()).isZero();
        assertThat(played.output()).containsSubsequence(STEPS).doesNotContain("✗");
    }

    @Tag("thorough")
    @Test
    void it_plays_the_whole_story_from_recorded_results_where_there_is_no_terraform() throws Exception {
        Played played = play(List.of("-Dtidegate.sandbox.terraform=none"), "--exit");

        assertThat(played.exit()).as(played.output()).isZero();
        assertThat(played.output()).contains("Plans come from recorded results").containsSubsequence(STEPS);
    }

    @Tag("thorough")
    @Test
    void without_webhooks_it_names_the_first_missing_step_and_exits_with_1() throws Exception {
        Played played = play(List.of(), "--exit", "--without-webhooks");

        assertThat(played.exit()).as(played.output()).isEqualTo(1);
        assertThat(played.output()).contains("✗ plans dev").doesNotContain("✓");
    }

    private record Played(int exit, String output) {}

    private static Played play(List<String> properties, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dstdout.encoding=UTF-8"));
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tidegate.sandbox.Main", "demo"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Played(process.exitValue(), output + log(output));
    }

    /** Of a story that stopped: otherwise the demo leaves nothing behind. */
    private static String log(String output) throws IOException {
        Matcher named = Pattern.compile("\\(log: (.+)\\)").matcher(output);
        Path log = named.find() ? Path.of(named.group(1)) : Path.of("");
        return Files.isRegularFile(log) ? "\nlog:\n" + Files.readString(log) : "";
    }
}
