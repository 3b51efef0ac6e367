package io.tidegate.documentation;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written about the project, held against the project. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(");
    private static final Pattern PROPERTY = Pattern.compile("@ConfigProperty\\(\\s*name\\s*=\\s*\"([^\"]+)\"");
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void every_link_leads_to_a_file_and_every_anchor_to_a_heading() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (String link : found(LINK, Files.readString(page))) {
                if (!link.contains("://")) {
                    links++;
                    if (!leadsSomewhere(page, link)) {
                        broken.add(page + " -> " + link);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(10);
    }

    @Test
    void every_key_of_the_server_is_documented() throws Exception {
        String page = Files.readString(Path.of("docs/configuration.md"));
        TreeSet<String> keys = new TreeSet<>();
        for (Path source : javaFiles()) {
            String text = Files.readString(source);
            found(PROPERTY, text).stream()
                    .filter(key -> key.startsWith("tidegate."))
                    .forEach(keys::add);
            if (MAPPING.matcher(text).find()) {
                Class<?> mapping = Class.forName(SOURCES.relativize(source)
                        .toString()
                        .replace(".java", "")
                        .replace('/', '.'));
                keys.addAll(
                        keys(mapping, mapping.getAnnotation(ConfigMapping.class).prefix()));
            }
        }
        assertThat(keys).contains("tidegate.github.app-id", "tidegate.terraform.token", "tidegate.database.url");
        assertThat(keys.stream().map(key -> key.replaceAll("\\[\\d+]", "[0]")))
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    @Test
    void every_key_that_is_documented_exists() throws IOException {
        String page = Files.readString(Path.of("docs/configuration.md"));
        String sources = String.join(
                "\n", javaFiles().stream().map(DocumentationTest::text).toList());
        for (String key : found(Pattern.compile("`tidegate\\.([a-z.\\[\\]0-9-]+)`"), page)) {
            String last = key.substring(key.lastIndexOf('.') + 1);
            assertThat(sources)
                    .as("tidegate." + key)
                    .containsPattern("\\b" + camel(last) + "\\(\\)|\"tidegate\\." + Pattern.quote(key) + "\"");
        }
    }

    @Test
    void every_package_of_the_product_is_in_the_map_of_the_architecture() throws IOException {
        String page = Files.readString(Path.of("docs/architecture.md"));
        try (Stream<Path> packages = Files.list(SOURCES.resolve("io/tidegate"))) {
            assertThat(packages.filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(page).contains("\n| `" + name + "` |"));
        }
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || found(HEADING, Files.readString(target)).stream()
                        .anyMatch(heading -> anchor(heading).equals(parts[1]));
    }

    /** As GitHub makes them: lower case, punctuation gone, blanks to hyphens. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{Alnum} _-]", "")
                .replace(' ', '-');
    }

    private static TreeSet<String> keys(Class<?> mapping, String prefix) {
        TreeSet<String> keys = new TreeSet<>();
        for (Method method : mapping.getMethods()) {
            String key = prefix + "." + dashed(method.getName());
            Class<?> inner = element(method.getGenericReturnType());
            if (inner.isInterface() && inner.getName().startsWith("io.tidegate.")) {
                keys.addAll(keys(inner, key + "[0]"));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    private static Class<?> element(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType list
            when list.getRawType() == List.class && list.getActualTypeArguments()[0] instanceof Class<?> item -> item;
            default -> Object.class;
        };
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String camel(String name) {
        return Pattern.compile("-([a-z])")
                .matcher(name)
                .replaceAll(part -> part.group(1).toUpperCase(Locale.ROOT));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
        }
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(path -> path.toString().endsWith(".java")).collect(toCollection(ArrayList::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
