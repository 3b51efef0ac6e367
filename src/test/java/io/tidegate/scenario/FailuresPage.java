package io.tidegate.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of docs/failures.md, as far as they can be held against the product. */
record FailuresPage(List<Row> rows, List<String> tests) {
    private static final String EVERY_OTHER = "every other call";
    private static final Pattern QUOTED = Pattern.compile("«([^»]+)»");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    /**
     * @param calls the words of {@link MatrixSite}
     * @param failures the words of {@link MatrixFailure}, groups resolved
     * @param end the third column
     * @param words what people, or for what is only recorded the log, must show
     * @param test the test that plays it in place of the matrix; empty for the matrix itself
     */
    record Row(List<String> calls, List<String> failures, String end, List<String> words, String test) {
        boolean speaksOf(MatrixSite site) {
            return calls.contains(site.words);
        }

        boolean speaksOf(MatrixFailure failure) {
            return failures.contains(failure.words);
        }
    }

    static FailuresPage read() {
        String text;
        try {
            text = Files.readString(Path.of("docs/failures.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Row> rows = new ArrayList<>();
        boolean table = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("| Call |")) {
                table = true;
            } else if (!line.startsWith("|")) {
                table = false;
            } else if (table && !line.startsWith("|---")) {
                rows.add(row(line.split("\\|", -1)));
            }
        }
        return new FailuresPage(List.copyOf(rows), found(TEST, text));
    }

    private static Row row(String[] cells) {
        if (cells.length != 9) {
            throw new AssertionError("a row of docs/failures.md has not seven columns: " + String.join("|", cells));
        }
        List<String> failures = found(CODE, cells[2]).stream()
                .flatMap(name -> group(name).stream())
                .toList();
        return new Row(
                List.of(cells[1].strip().split(" · ")),
                failures,
                cells[3].strip(),
                found(QUOTED, cells[5]),
                String.join("", found(TEST, cells[4])));
    }

    private static List<String> group(String name) {
        return switch (name) {
            case "passing" -> List.of("away", "limited", "answer cut", "answer lost", "error though done");
            case "refused" -> List.of("401", "403", "404", "409", "422");
            case "lasting" -> List.of("away for long", "401", "403", "404", "409", "422");
            default -> List.of(name);
        };
    }

    /** Those that name the call; where none does, the one about every other call. */
    List<Row> of(MatrixSite site, MatrixFailure failure) {
        List<Row> named = rows.stream()
                .filter(row -> row.speaksOf(site) && row.speaksOf(failure))
                .toList();
        return named.isEmpty()
                ? rows.stream()
                        .filter(row -> row.calls().contains(EVERY_OTHER) && row.speaksOf(failure))
                        .toList()
                : named;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
