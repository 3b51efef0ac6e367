package io.tidegate.sandbox.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A patch with the numbers of its lines on both sides, as the tab "Files changed" shows it. */
final class Diff {
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,\\d+)? \\+(\\d+)(?:,\\d+)? @@.*");
    private int before;
    private int after;

    static Html of(String patch) {
        Diff diff = new Diff();
        List<Html> rows = new ArrayList<>();
        patch.lines().forEach(line -> rows.add(diff.row(line)));
        return Html.of("<div class=\"scroll\"><table class=\"diff\"><tbody>%s</tbody></table></div>", rows);
    }

    private Html row(String line) {
        Matcher hunk = HUNK.matcher(line);
        if (hunk.matches()) {
            before = Integer.parseInt(hunk.group(1));
            after = Integer.parseInt(hunk.group(2));
            return row("d-hunk", "", "", line);
        }
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> row("d-add", "", "" + after++, line);
            case '-' -> row("d-del", "" + before++, "", line);
            case '\\' -> row("", "", "", line);
            default -> row("", "" + before++, "" + after++, line);
        };
    }

    private static Html row(String kind, String before, String after, String line) {
        return Html.of(
                "<tr class=\"%s\"><td class=\"n\">%s</td><td class=\"n\">%s</td><td><code>%s</code></td></tr>",
                kind, before, after, line);
    }
}
