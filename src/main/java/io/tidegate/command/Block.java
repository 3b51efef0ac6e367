package io.tidegate.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the lines above make of the next line of a comment. Follows CommonMark's block rules as far as they decide
 * whether a line is text; where they are left, a line is rather passed over than taken for a command.
 *
 * @param inside what is open; null for nothing
 * @param quote the line above is the text of a quote, which goes on until an empty line
 * @param afterBlank the line above is empty
 * @param listContent the column where the text of the list item above begins; 0 outside lists
 */
record Block(@Nullable Inside inside, boolean quote, boolean afterBlank, int listContent) {
    static final Block START = new Block(null, false, true, 0);

    private static final List<String> RAW_TAGS = List.of("pre", "script", "style", "textarea");

    /** Something whose lines are not text. */
    sealed interface Inside {}

    /** @param container a line that is indented less ends the list item, and the fence with it */
    private record Fence(char mark, int length, int container) implements Inside {}

    /** An HTML element whose content is shown as it stands. */
    private record Raw(String end) implements Inside {}

    /** @param inText it began behind text, so that it ends with the paragraph at the latest */
    private record Comment(boolean inText) implements Inside {}

    /** @param text what a reader sees of the line, if it can be a command */
    record Step(Block next, @Nullable String text, boolean quoted) {}

    Step read(String line) {
        boolean blank = line.isBlank();
        int indent = indent(line);
        boolean still = switch (inside) {
            case Fence fence -> blank || indent >= fence.container();
            case Raw raw -> true;
            case Comment comment -> !(blank && comment.inText());
            case null -> false;
        };
        if (inside != null && still) {
            return nothing(new Block(ends(inside, line, indent) ? null : inside, quote, false, listContent));
        }
        if (blank) {
            return nothing(new Block(null, false, true, listContent));
        }
        int list = indent < listContent && afterBlank ? 0 : listContent;
        return new Block(null, quote, false, list).text(line.strip(), indent);
    }

    private Step text(String line, int indent) {
        int item = itemContent(line, indent);
        int list = item > 0 ? item : listContent;
        String text = item > 0
                ? line.substring(Math.min(line.length(), item - indent)).strip()
                : line;
        if (text.startsWith(">")) {
            return nothing(new Block(null, text.length() > 1, false, list));
        }
        boolean code = item == 0 && indent >= 4;
        Inside opened = item > 0 || indent <= list + 3 ? fence(text, item > 0 || indent >= list ? list : 0) : null;
        if (opened == null && !code) {
            opened = raw(text);
        }
        if (opened != null) {
            return nothing(new Block(opened, false, false, list));
        }
        Step step = new Block(null, quote, false, list).withoutComments(text);
        return item == 0 && !code ? step : nothing(step.next());
    }

    /** Cuts out the HTML comments of one line; one that stays open goes on in the next lines. */
    private Step withoutComments(String text) {
        boolean begins = text.startsWith("<!--");
        StringBuilder seen = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf("<!--"); open >= 0; open = text.indexOf("<!--", from)) {
            seen.append(text, from, open);
            int close = text.indexOf("-->", open + 4);
            if (close < 0) {
                Block next = new Block(new Comment(!begins), quote, false, listContent);
                return new Step(next, begins ? null : seen.toString().strip(), quote);
            }
            from = close + 3;
        }
        // A line that begins with an HTML comment is HTML up to its end.
        String rest = seen.append(text, from, text.length()).toString().strip();
        return new Step(this, begins ? null : rest, quote);
    }

    private static Step nothing(Block next) {
        return new Step(next, null, false);
    }

    private static boolean ends(Inside inside, String line, int indent) {
        return switch (inside) {
            case Fence fence -> {
                String text = line.strip();
                int length = run(text, fence.mark());
                yield length >= fence.length() && length == text.length() && indent <= fence.container() + 3;
            }
            case Raw raw -> line.toLowerCase(Locale.ROOT).contains(raw.end());
            case Comment comment -> line.contains("-->");
        };
    }

    private static @Nullable Inside fence(String text, int container) {
        char mark = text.isEmpty() ? ' ' : text.charAt(0);
        int length = mark == '`' || mark == '~' ? run(text, mark) : 0;
        boolean valid = length >= 3 && (mark == '~' || text.indexOf('`', length) < 0);
        return valid ? new Fence(mark, length, container) : null;
    }

    private static @Nullable Inside raw(String text) {
        for (String tag : RAW_TAGS) {
            if (text.regionMatches(true, 0, "<" + tag, 0, tag.length() + 1)) {
                Raw raw = new Raw("</" + tag + ">");
                return ends(raw, text, 0) ? null : raw;
            }
        }
        return null;
    }

    /** The column where a list item's text begins, or 0 where the line begins no item. */
    private static int itemContent(String text, int indent) {
        int digits = 0;
        while (digits < text.length() && digits < 9 && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits >= text.length()) {
            return 0;
        }
        char mark = text.charAt(digits);
        boolean marked = digits == 0 ? "-*+".indexOf(mark) >= 0 : mark == '.' || mark == ')';
        int after = digits + 1;
        boolean apart = after >= text.length() || text.charAt(after) == ' ' || text.charAt(after) == '\t';
        return marked && apart ? indent + after + 1 : 0;
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
