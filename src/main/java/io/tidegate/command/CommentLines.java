package io.tidegate.command;

import java.util.ArrayList;
import java.util.List;

/** The lines of a comment that a reader sees as text: not in code, a quote, a list's first line or an HTML comment. */
final class CommentLines {
    /**
     * @param number counted from 1, as in the whole comment
     * @param quoted it is shown inside the quote above it, because no empty line ends that quote
     */
    record Line(int number, String text, boolean quoted) {}

    private CommentLines() {}

    static List<Line> of(String body) {
        List<Line> seen = new ArrayList<>();
        Block block = Block.START;
        int number = 0;
        int start = 0;
        while (start <= body.length()) {
            int end = start;
            while (end < body.length() && body.charAt(end) != '\n' && body.charAt(end) != '\r') {
                end++;
            }
            number++;
            Block.Step step = block.read(body.substring(start, end));
            block = step.next();
            if (step.text() != null) {
                seen.add(new Line(number, step.text(), step.quoted()));
            }
            boolean windows = end + 1 < body.length() && body.charAt(end) == '\r' && body.charAt(end + 1) == '\n';
            start = end + (windows ? 2 : 1);
        }
        return seen;
    }
}
