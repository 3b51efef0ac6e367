package io.tidegate.report;

import io.tidegate.change.Change;
import io.tidegate.change.Work;
import io.tidegate.environment.Environment;
import io.tidegate.gate.PullRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** GitHub's page for a new file, with a configuration for the environments that were found. */
final class FirstFile {
    private static final int MOST = 20;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_.-]+");
    private static final String PULL = "/pull/";

    private FirstFile() {}

    /** Empty where the pull request's own address does not tell where its repository is. */
    static Optional<String> address(Change change) {
        PullRequest pull = change.pullRequest();
        if (pull == null || !pull.url().contains(PULL)) {
            return Optional.empty();
        }
        String repository = pull.url().substring(0, pull.url().lastIndexOf(PULL));
        return Optional.of(repository + "/new/" + escaped(pull.baseRef(), "/")
                + "?filename=.github%2Ftidegate.yml&value=" + escaped(text(change), ""));
    }

    /** Only what needs no quotes is filled in: the rest is for somebody who knows what it means. */
    private static String text(Change change) {
        List<Environment> environments = change.works().stream()
                .map(Work::environment)
                .filter(FirstFile::isPlain)
                .limit(MOST)
                .toList();
        String organizations = environments.stream()
                .map(Environment::organization)
                .distinct()
                .limit(1)
                .map(name -> "organization: " + name + "\n")
                .collect(Collectors.joining());
        return "version: 1\n" + organizations + "environments:\n"
                + environments.stream()
                        .map(environment -> "  " + environment.name() + ":\n    directory: " + directory(environment)
                                + "\n    workspace: " + environment.workspace() + "\n" + variables(environment))
                        .collect(Collectors.joining());
    }

    private static boolean isPlain(Environment environment) {
        return PLAIN.matcher(directory(environment)).matches()
                && environment.varFiles().files().stream()
                        .allMatch(file -> PLAIN.matcher(file).matches());
    }

    private static String directory(Environment environment) {
        return environment.directory().isEmpty() ? "." : environment.directory();
    }

    private static String variables(Environment environment) {
        List<String> files = environment.varFiles().files();
        return files.isEmpty() ? "" : "    var-files: [" + String.join(", ", files) + "]\n";
    }

    private static String escaped(String text, String kept) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '.' || kept.indexOf(c) >= 0);
            escaped.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }
}
