package io.tidegate.cli;

import io.tidegate.configuration.YamlConfigurationReader;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Layout;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Terragrunt;
import io.tidegate.environment.Visibility;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configuration of a repository on this machine, where no server adds its organisation and GitHub no name. */
final class LocalConfiguration {
    static final String FILE = ".github/tidegate.yml";

    /** Stands for the server's organisation, so that a file that relies on it is not called wrong. */
    private static final Optional<String> SERVERS = Optional.of("organization-of-the-server");

    private LocalConfiguration() {}

    static Configuration read(Path directory, @Nullable String text, Collection<String> paths) {
        Path name = directory.toAbsolutePath().normalize().getFileName();
        // The name on GitHub may be another; it only fills the template.
        String repository = name == null ? "repository" : name.toString().replaceAll("[^A-Za-z0-9_-]", "-");
        String bounded = repository.substring(0, Math.min(repository.length(), 40));
        return new YamlConfigurationReader(SERVERS)
                .read(new Repository(0, "local", bounded, 0), Visibility.PRIVATE, "", text, paths);
    }

    /** What is not wrong, but people should know before they wonder. */
    static List<String> notes(Configuration configuration, Collection<String> paths, Collection<String> unmapped) {
        List<String> notes = new ArrayList<>();
        Set<String> files = Set.copyOf(paths);
        for (Environment environment : configuration.environments()) {
            String directory = environment.directory().isEmpty() ? "" : environment.directory() + "/";
            if (files.stream().noneMatch(path -> path.startsWith(directory))) {
                notes.add(environment.name() + ": its directory " + environment.directory()
                        + " does not exist, so nothing selects it");
            }
        }
        List<String> terragrunt = Layout.of(paths).terragrunt();
        terragrunt.forEach(directory -> notes.add(directory + " holds Terragrunt's files and none of Terraform's"));
        if (!terragrunt.isEmpty() || unmapped.stream().anyMatch(Terragrunt::isItsFile)) {
            notes.add(Terragrunt.WHY);
        }
        return notes;
    }

    /** For a terminal: control, format and separator characters of hostile names become visible. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> plain.append(String.format("\\u{%x}", c));
                default -> plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }
}
