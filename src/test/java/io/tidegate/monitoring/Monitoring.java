package io.tidegate.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads what is deployed for monitoring, and which metrics the documentation knows. */
public final class Monitoring {
    public static final Path FOLDER = Path.of("deploy/monitoring");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|(?: [a-z]+ \\| ([^|]*) \\|)?");
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> OPERATORS = Set.of("or", "and", "unless", "by", "without");

    private Monitoring() {}

    /** The metrics of {@code docs/metrics.md} with their labels; a histogram is one. */
    public static Map<String, Set<String>> documented() {
        Map<String, Set<String>> metrics = new TreeMap<>();
        Matcher row = ROW.matcher(text(Path.of("docs/metrics.md")));
        while (row.find()) {
            String labels = Optional.ofNullable(row.group(2)).orElse("");
            metrics.put(
                    row.group(1),
                    CODE.matcher(labels)
                            .results()
                            .map(one -> one.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return metrics;
    }

    /** A sample's metric: a histogram's samples have suffixes of their own. */
    public static String metric(String sample) {
        return sample.replaceAll("_seconds_(bucket|count|sum|max)$", "_seconds");
    }

    /** The metrics that an expression asks for: its words but functions, labels, operators and durations. */
    public static Set<String> metrics(String expression) {
        String bare = expression
                .replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\b(by|without) *\\([^)]*\\)", "")
                .replaceAll("\\[[^\\]]*]", "")
                .replaceAll("\\b[0-9][0-9a-z.]*\\b", "");
        return WORD.matcher(bare)
                .results()
                .filter(word -> !bare.substring(word.end()).stripLeading().startsWith("("))
                .map(MatchResult::group)
                .filter(word -> !OPERATORS.contains(word))
                .map(Monitoring::metric)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Map<String, Object>> alerts() {
        return ((List<?>) yaml("rules.yml").get("groups"))
                .stream()
                        .map(Monitoring::map)
                        .flatMap(group -> ((List<?>) group.get("rules")).stream())
                        .map(Monitoring::map)
                        .toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    static Map<String, Object> yaml(String file) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(text(FOLDER.resolve(file)));
        return map(read);
    }

    public static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    /** What the panels of a dashboard ask for. */
    public static List<String> expressions(Path dashboard) throws IOException {
        JsonNode board = new ObjectMapper().readTree(dashboard.toFile());
        return new ArrayList<>(board.findValuesAsText("expr"));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a program is on the path. */
    public static boolean installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
