package io.tidegate.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a comment that a reader sees as text: not in code, a quote or an HTML comment. Follows CommonMark's block
 * rules as far as they decide that; where they are left, a line is rather passed over than taken for a command.
 */
final class CommentLines {
    /**
     * @param number counted from 1, as in the whole comment
     * @param quoted it is shown inside the quote above it, because no empty line ends that quote
     */
    record Line(int number, String text, boolean quoted) {}

    /** @param container a line that is indented less ends the list item, and the fence with it */
    private record Fence(char mark, int length, int container) {}

    private static final List<String> RAW_TAGS = List.of("pre", "script", "style", "textarea");

    private final List<Line> seen = new ArrayList<>();
    private @Nullable Fence fence;
    private @Nullable String rawEnd;
    private boolean comment;
    private boolean commentEndsWithParagraph;
    private boolean quote;
    private boolean blankBefore = true;
    private int listContent;

    private CommentLines() {}

    static List<Line> of(String body) {
        CommentLines lines = new CommentLines();
        int number = 0;
        int start = 0;
        while (start <= body.length()) {
            int end = start;
            while (end < body.length() && body.charAt(end) != '\n' && body.charAt(end) != '\r') {
                end++;
            }
            lines.take(++number, body.substring(start, end));
            boolean windows = end + 1 < body.length() && body.charAt(end) == '\r' && body.charAt(end + 1) == '\n';
            start = end + (windows ? 2 : 1);
        }
        return lines.seen;
    }

    private void take(int number, String line) {
        boolean blank = line.isBlank();
        int indent = indent(line);
        if (fence != null && !(indent < fence.container() && !blank)) {
            if (closes(fence, line, indent)) {
                fence = null;
            }
            return;
        }
        fence = null;
        if (rawEnd != null) {
            rawEnd = line.toLowerCase(Locale.ROOT).contains(rawEnd) ? null : rawEnd;
            return;
        }
        if (comment && !(blank && commentEndsWithParagraph)) {
            comment = !line.contains("-->");
            return;
        }
        comment = false;
        if (blank) {
            quote = false;
            blankBefore = true;
            return;
        }
        if (indent < listContent && blankBefore) {
            listContent = 0;
        }
        blankBefore = false;
        read(number, line, indent);
    }

    private void read(int number, String line, int indent) {
        String text = line.strip();
        int item = itemContent(line, indent);
        if (item > 0) {
            listContent = item;
            text = text.substring(Math.min(text.length(), item - indent)).strip();
        }
        if (text.startsWith(">")) {
            quote = text.length() > 1;
            return;
        }
        boolean code = indent >= 4;
        if (item > 0 || indent <= listContent + 3) {
            fence = opening(text, listContent > 0 && (item > 0 || indent >= listContent) ? listContent : 0);
            rawEnd = code && item == 0 ? null : rawEnd(text);
            if (fence != null || rawEnd != null) {
                quote = false;
                return;
            }
        }
        text = withoutComments(text).strip();
        if (item == 0 && !code) {
            seen.add(new Line(number, text, quote));
        }
    }

    /** Cuts out the HTML comments of one line; one that stays open goes on in the next lines. */
    private String withoutComments(String text) {
        int open = text.indexOf("<!--");
        if (open < 0) {
            return text;
        }
        StringBuilder rest = new StringBuilder();
        boolean block = open == 0;
        int from = 0;
        while (open >= 0) {
            rest.append(text, from, open);
            int close = text.indexOf("-->", open + 4);
            if (close < 0) {
                comment = true;
                commentEndsWithParagraph = !block;
                return rest.toString();
            }
            from = close + 3;
            open = text.indexOf("<!--", from);
        }
        // A line that begins with an HTML comment is HTML up to its end.
        return block ? "" : rest.append(text, from, text.length()).toString();
    }

    private static @Nullable Fence opening(String text, int container) {
        if (text.isEmpty() || (text.charAt(0) != '`' && text.charAt(0) != '~')) {
            return null;
        }
        char mark = text.charAt(0);
        int length = run(text, mark);
        boolean valid = length >= 3 && (mark == '~' || text.indexOf('`', length) < 0);
        return valid ? new Fence(mark, length, container) : null;
    }

    private static boolean closes(Fence fence, String line, int indent) {
        String text = line.strip();
        int length = run(text, fence.mark());
        return length >= fence.length() && length == text.length() && indent <= fence.container() + 3;
    }

    private static @Nullable String rawEnd(String text) {
        for (String tag : RAW_TAGS) {
            if (text.regionMatches(true, 0, "<" + tag, 0, tag.length() + 1)) {
                String end = "</" + tag + ">";
                return text.toLowerCase(Locale.ROOT).contains(end) ? null : end;
            }
        }
        return null;
    }

    /** The column where a list item's text begins, or 0 where the line begins no item. */
    private static int itemContent(String line, int indent) {
        String text = line.strip();
        int digits = 0;
        while (digits < text.length() && digits < 9 && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits >= text.length()) {
            return 0;
        }
        char mark = text.charAt(digits);
        boolean bullet = digits == 0 && (mark == '-' || mark == '*' || mark == '+');
        boolean ordered = digits > 0 && (mark == '.' || mark == ')');
        int after = digits + 1;
        if (!(bullet || ordered) || (after < text.length() && text.charAt(after) != ' ' && text.charAt(after) != '\t')) {
            return 0;
        }
        return indent + after + 1;
    }

    private static int run(String text, char mark) {
        int length = 0;
        while (length < text.length() && text.charAt(length) == mark) {
            length++;
        }
        return length;
    }

    /** Columns of white space before the text; a tab goes to the next multiple of four. */
    private static int indent(String line) {
        int columns = 0;
        for (int i = 0; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case ' ' -> columns++;
                case '\t' -> columns += 4 - columns % 4;
                default -> {
                    return columns;
                }
            }
        }
        return columns;
    }
}
