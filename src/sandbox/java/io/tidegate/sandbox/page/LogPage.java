package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.List;
import java.util.Locale;

/** The journal for people: newest first, filtered by side, sort and any word. */
record LogPage(Sandbox sandbox, Frame frame) {
    private static final int MOST = 300;

    Response log(Request request) {
        String side = request.query("side").orElse("");
        String kind = request.query("kind").orElse("");
        String word = request.query("word").orElse("");
        List<Entry> found = sandbox.journal()
                .matching(entry -> (side.isEmpty() || entry.side().equals(side))
                        && (kind.isEmpty() || entry.kind().equals(kind))
                        && (word.isEmpty()
                                || entry.facts()
                                        .toString()
                                        .toLowerCase(Locale.ROOT)
                                        .contains(word.toLowerCase(Locale.ROOT))))
                .reversed();
        List<Html> rows = found.stream().limit(MOST).map(LogPage::row).toList();
        return frame.page(
                "What happened",
                Html.of(
                        """
                <h1>What really happened</h1>
                <form class="box inline" method="get" action="/log">
                <label for="side">Side</label> <select id="side" name="side">%s</select>
                <label for="kind">Sort</label> <select id="kind" name="kind">%s</select>
                <label for="word">Holding</label> <input id="word" name="word" value="%s">
                <button>Filter</button>
                </form>
                %s
                """,
                        options(List.of("github", "terraform"), side),
                        options(kinds(), kind),
                        word,
                        Frame.part(
                                "log",
                                Html.of(
                                        "<p class=\"quiet\">%s entries, the newest %s shown</p><ol class=\"log\" reversed>%s</ol>",
                                        found.size(), rows.size(), rows))));
    }

    private List<String> kinds() {
        return sandbox.journal().since(0).stream()
                .map(Entry::kind)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Html> options(List<String> values, String chosen) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(""), values.stream())
                .map(value -> Html.of(
                        "<option value=\"%s\"%s>%s</option>",
                        value, Html.when(value.equals(chosen), " selected"), value.isEmpty() ? "all" : value))
                .toList();
    }

    private static Html row(Entry entry) {
        String what = entry.kind().equals("request")
                ? entry.fact("method") + " " + entry.fact("path") + " → " + entry.fact("status")
                : entry.kind() + " " + subject(entry);
        List<Html> facts = entry.facts().entrySet().stream()
                .map(fact -> Html.of("<dt>%s</dt><dd><pre>%s</pre></dd>", fact.getKey(), fact.getValue()))
                .toList();
        return Html.of("""
                <li value="%s"><details><summary>%s <span class="side %s">%s</span> %s</summary><dl>%s</dl></details></li>
                """, entry.number(), Frame.time(entry.at()), entry.side(), entry.side(), what, facts);
    }

    private static String subject(Entry entry) {
        return List.of("run", "name", "workspace", "event", "status", "conclusion", "state", "by").stream()
                .map(entry::fact)
                .filter(fact -> !fact.isEmpty() && !fact.equals("null"))
                .collect(java.util.stream.Collectors.joining(" "));
    }
}
