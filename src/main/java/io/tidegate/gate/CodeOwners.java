package io.tidegate.gate;

import io.tidegate.environment.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A CODEOWNERS file, by GitHub's rules: the last line that matches a path decides, and one without owners takes them
 * away. GitHub skips lines that it does not understand; here whoever they might name is asked for, so such a line owns
 * what it could match and has nobody who can approve.
 *
 * @param place the file's path
 * @param lines those with a pattern, in the file's order
 */
public record CodeOwners(String place, List<Line> lines) {
    private static final int MOST_LINES = 5_000;

    /** Where GitHub looks, in its order. */
    public static final List<String> PLACES = List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

    /** GitHub does not load a larger one. */
    public static final int LARGEST = 3 << 20;

    /**
     * @param pattern as written
     * @param globs any of which may match; none where the pattern is not understood, so that it may match every path
     */
    record Line(int number, String pattern, List<PathPattern> globs, List<Owner> owners) {
        Line {
            globs = List.copyOf(globs);
            owners = List.copyOf(owners);
        }

        boolean understood() {
            return !globs.isEmpty() && owners.stream().noneMatch(owner -> owner.kind() == Owner.Kind.INVALID);
        }

        boolean matches(String path) {
            return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(path));
        }
    }

    public CodeOwners {
        lines = List.copyOf(lines);
    }

    /** @param organization whose teams can own something here */
    public static CodeOwners of(String place, String text, String organization) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String written : text.split("\n", -1)) {
            number++;
            List<String> words = words(written.endsWith("\r") ? written.substring(0, written.length() - 1) : written);
            if (words.isEmpty()) {
                continue;
            }
            if (lines.size() == MOST_LINES) {
                lines.add(new Line(number, "line " + number + " and all that follow", List.of(), List.of()));
                break;
            }
            String pattern = words.getFirst();
            lines.add(new Line(
                    number,
                    pattern,
                    globs(pattern),
                    words.stream()
                            .skip(1)
                            .map(word -> Owner.read(word, organization))
                            .toList()));
        }
        return new CodeOwners(place, lines);
    }

    /** The line that decides who owns a path. */
    Optional<Line> deciding(String path) {
        return lines.reversed().stream().filter(line -> line.matches(path)).findFirst();
    }

    /** Pattern and owners; a number sign begins a comment, a backslash keeps a space in the pattern. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean space = c == ' ' || c == '\t';
            if (c == '#' && word.isEmpty()) {
                break;
            }
            if (c == '\\' && line.startsWith(" ", i + 1) && words.isEmpty()) {
                word.append(' ');
                i++;
            } else if (space && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            } else if (!space) {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /**
     * As in gitignore, a slash before the end ties a pattern to the root, and what matches a directory matches all in it;
     * but {@code docs/*} means files in {@code docs} alone.
     */
    private static List<PathPattern> globs(String pattern) {
        boolean below = pattern.endsWith("/");
        String body = below ? pattern.substring(0, pattern.length() - 1) : pattern;
        boolean tied = body.contains("/");
        if (body.startsWith("/")) {
            body = body.substring(1);
        }
        String from = (tied || body.equals("**") ? "" : "**/") + body;
        boolean everything = body.equals("**") || body.endsWith("/**");
        Stream<String> globs = everything
                ? Stream.of(from.equals("**") ? "**" : from.substring(0, from.length() - 2) + "*/**")
                : below
                        ? Stream.of(from + "/*/**")
                        : body.equals("*") || body.endsWith("/*") ? Stream.of(from) : Stream.of(from, from + "/*/**");
        List<String> all = globs.toList();
        return all.stream().anyMatch(glob -> PathPattern.refusal(glob).isPresent())
                ? List.of()
                : all.stream().map(PathPattern::new).toList();
    }
}
