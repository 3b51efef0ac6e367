package io.tidegate.plan;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ. */
final class LineDifferences {
    /** Beyond it the texts are compared as wholes: comparing lines takes time by the square of what differs. */
    private static final int MOST_LINES = 5_000;

    private LineDifferences() {}

    /**
     * @param number of the line in the text after the change, from 1; where lines were only taken away, of the one that
     *     follows them
     * @param before null for a line that is added
     * @param after null for a line that is taken away
     */
    record Line(int number, Value before, Value after) {}

    /** Whether both texts, of which one may be absent, are worth comparing by line. */
    static boolean apply(Value before, Value after) {
        return before instanceof Value.Text(String one)
                && after instanceof Value.Text(String other)
                && (severalLines(one) || severalLines(other));
    }

    private static boolean severalLines(String text) {
        int end = text.indexOf('\n');
        return end >= 0 && end < text.length() - 1 && text.lines().count() <= MOST_LINES;
    }

    /** Empty where line ends alone differ, which no line could show. */
    static List<Line> of(String before, String after) {
        List<Line> lines = new ArrayList<>();
        List<String> from = before.lines().toList();
        List<String> to = after.lines().toList();
        if (Math.max(from.size(), to.size()) > MOST_LINES) {
            return List.of();
        }
        for (AbstractDelta<String> delta : DiffUtils.diff(from, to).getDeltas()) {
            List<String> gone = delta.getSource().getLines();
            List<String> come = delta.getTarget().getLines();
            int first = delta.getTarget().getPosition() + 1;
            for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
                lines.add(new Line(
                        first + Math.min(i, Math.max(0, come.size() - 1)),
                        i < gone.size() ? new Value.Text(gone.get(i)) : Value.NULL,
                        i < come.size() ? new Value.Text(come.get(i)) : Value.NULL));
            }
        }
        return lines;
    }
}
