package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.PathPattern;
import io.tidegate.environment.VarFiles;
import java.util.List;
import java.util.Optional;

/** Reads paths and globs; all are relative to the repository's root and inside of it. */
final class PathText {
    private static final int MOST = 50;
    private static final int LONGEST = 512;

    private PathText() {}

    /** Without a slash at its end; empty for the root. */
    static Optional<String> directory(Placed<String> written, Problems problems) {
        String text = written.value().endsWith("/")
                ? written.value().substring(0, written.value().length() - 1)
                : written.value();
        if (text.equals(".")) {
            return Optional.of("");
        }
        List<String> parts = List.of(text.split("/", -1));
        boolean outside = parts.contains("..") || parts.contains(".") || parts.contains("") || parts.contains(".git");
        boolean strange = text.length() > LONGEST || text.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c));
        if (outside || strange) {
            problems.add(
                    written.place(),
                    Words.quoted(written.value())
                            + " is not a directory in the repository: write its path from the root,"
                            + " such as `environments/prod`, or `.` for the root itself");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    static Optional<List<String>> globs(String key, Section section, Problems problems) {
        return section.list(key).map(written -> {
            bounded(key, written, problems);
            written.forEach(
                    path -> PathPattern.refusal(path.value()).ifPresent(reason -> refuse(path, reason, problems)));
            return written.stream().map(Placed::value).toList();
        });
    }

    static Optional<List<Placed<String>>> varFiles(Section section, Problems problems) {
        return section.list("var-files").map(written -> {
            bounded("var-files", written, problems);
            written.forEach(path -> VarFiles.refusal(path.value()).ifPresent(reason -> refuse(path, reason, problems)));
            return written;
        });
    }

    private static void refuse(Placed<String> path, String reason, Problems problems) {
        problems.add(path.place(), Words.quoted(path.value()) + " cannot be used: " + reason);
    }

    private static void bounded(String key, List<Placed<String>> written, Problems problems) {
        if (written.size() > MOST) {
            problems.add(
                    written.get(MOST).place(),
                    "more than " + MOST + " in `" + key + "`: "
                            + (key.equals("var-files") ? "put them into fewer files" : "write broader ones"));
        }
    }
}
