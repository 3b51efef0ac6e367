package io.tidegate.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of the Dockerfile can be told without building it; its steps are gone through by {@code deploy/image/check}. */
class ImageTest {
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--)(.+) \\S+$");
    private static final Pattern BOUND = Pattern.compile("--mount=type=bind,source=([^,\\s]+)");
    private static final Pattern FROM = Pattern.compile("(?m)^FROM (\\S+)(?: AS (\\S+))?$");
    private static final Pattern PINNED = Pattern.compile("[a-z/-]+:[\\w.-]+@sha256:[0-9a-f]{64}");
    private static final Pattern FLAG = Pattern.compile("-XX:[+]Use\\w+GC");

    @Test
    void what_is_copied_into_the_image_exists_and_is_let_through() throws Exception {
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        List<String> ignore = Files.readAllLines(Path.of(".dockerignore"));
        List<String> needed = Stream.concat(
                        COPIED.matcher(dockerfile).results(),
                        BOUND.matcher(dockerfile).results())
                .map(found -> found.group(1))
                .toList();
        assertThat(needed).contains("src", "deploy/image/train").allSatisfy(path -> {
            assertThat(Path.of(path)).exists();
            assertThat(ignore).contains("!" + path);
        });
        assertThat(ignore.getFirst()).isEqualTo("*");
    }

    /** A tag means something else tomorrow; and the cache is good for the very JVM that left it. */
    @Test
    void what_it_is_built_on_is_named_by_digest_and_trained_with_what_it_runs_on() throws Exception {
        Set<String> stages = new HashSet<>();
        List<String> bases = new ArrayList<>();
        FROM.matcher(Files.readString(Path.of("Dockerfile"))).results().forEach(from -> {
            bases.add(from.group(1));
            stages.add(String.valueOf(from.group(2)));
        });
        assertThat(bases)
                .hasSize(4)
                .allSatisfy(base -> assertThat(
                                stages.contains(base) || PINNED.matcher(base).matches())
                        .as(base)
                        .isTrue());
        assertThat(bases.subList(2, 4)).containsOnly("runtime");
    }

    @Test
    void actions_of_others_are_named_by_commit() throws Exception {
        try (Stream<Path> workflows = Files.list(Path.of(".github/workflows"))) {
            for (Path workflow : workflows.toList()) {
                assertThat(Files.readAllLines(workflow))
                        .filteredOn(line -> line.contains("uses:"))
                        .as(workflow.toString())
                        .isNotEmpty()
                        .allMatch(line -> line.matches(".*uses: [\\w./-]+@[0-9a-f]{40} # v[0-9.]+"));
            }
        }
    }

    /** A cache that was trained with another collector is not used in full. */
    @Test
    void it_starts_with_the_collector_and_the_cache_that_it_was_trained_with() throws Exception {
        String entry = Files.readString(Path.of("Dockerfile"))
                .lines()
                .filter(line -> line.startsWith("ENTRYPOINT"))
                .findFirst()
                .orElseThrow();
        String train = Files.readString(Path.of("deploy/image/train"));
        assertThat(flags(entry)).hasSize(1).isEqualTo(flags(train));
        assertThat(entry).contains("\"-XX:AOTCache=/app/tidegate.aot\"");
        assertThat(train).contains("-XX:AOTCacheOutput=\"$app/tidegate.aot\"");
    }

    private static List<String> flags(String text) {
        return FLAG.matcher(text).results().map(MatchResult::group).toList();
    }
}
