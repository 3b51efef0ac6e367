package io.tidegate.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The repository that the sandbox begins with, and the change that the story's pull request makes to it. */
public final class SeededRepository {
    public static final String ORGANIZATION = "my-devops-project";
    public static final String NAME = "my-devops-project-infra";
    public static final List<String> ENVIRONMENTS = List.of("dev", "stage", "prod");
    private static final List<String> PATHS = List.of(
            ".github/tidegate.yml",
            "README.md",
            "environments/dev/main.tf",
            "environments/prod/main.tf",
            "environments/stage/main.tf",
            "modules/doks/main.tf",
            "modules/vpc/main.tf");

    private SeededRepository() {}

    /** All files by path. */
    public static SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        PATHS.forEach(path -> files.put(path, read(path)));
        return files;
    }

    /** The files that the story's pull request changes: dev and stage get a second monitoring node. */
    public static Map<String, String> change() {
        return Map.of(
                "environments/dev/main.tf", secondMonitoringNode("environments/dev/main.tf"),
                "environments/stage/main.tf", secondMonitoringNode("environments/stage/main.tf"));
    }

    /** What the first pull request of the second act changes. */
    public static Map<String, String> prodNodes() {
        String path = "environments/prod/main.tf";
        return Map.of(path, replaced(path, "app_max_nodes    = 10", "app_max_nodes    = 12"));
    }

    /** What the second one does, in a file of its own: the two merge without a conflict. */
    public static Map<String, String> prodWindow() {
        return Map.of("environments/prod/window.tf", """
                resource "terraform_data" "maintenance_window" {
                  input = "Sun 03:00 - 05:00 UTC"
                }
                """);
    }

    /** All files as they are once the change is made. */
    public static SortedMap<String, String> changedFiles() {
        SortedMap<String, String> files = files();
        files.putAll(change());
        return files;
    }

    /** The workspace of an environment, by the template in the repository's configuration. */
    public static String workspace(String environment) {
        return NAME + "-" + environment;
    }

    public static String workingDirectory(String environment) {
        return "environments/" + environment;
    }

    /** Files as they are uploaded. */
    public static Map<String, byte[]> bytes(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private static String secondMonitoringNode(String path) {
        String before = "variable \"monitoring_count\" {\n  type    = number\n  default = 1\n";
        return replaced(path, before, before.replace("= 1", "= 2"));
    }

    private static String replaced(String path, String before, String after) {
        String text = read(path);
        if (!text.contains(before)) {
            throw new IllegalStateException(path + " does not say " + before);
        }
        return text.replace(before, after);
    }

    private static String read(String path) {
        try (InputStream resource = SeededRepository.class.getResourceAsStream("/repository/" + path)) {
            if (resource == null) {
                throw new IllegalStateException("the sandbox has no file " + path);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
