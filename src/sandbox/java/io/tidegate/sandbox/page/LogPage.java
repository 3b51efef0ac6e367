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
                request,
                "What happened",
                Html.of(
                        """
                <h1>What really happened</h1>
                <p>Every request that Tidegate sent, every webhook, and every change, newest first. Unfold one to see all of it.</p>
                <form class="box inline" method="get" action="/log" aria-label="Filter">
                <label for="side">Side</label> <select id="side" name="side">%s</select>
                <label for="kind">Sort</label> <select id="kind" name="kind">%s</select>
                <label for="word">Holding the word</label> <input id="word" name="word" value="%s">
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
                        value, Html.when(value.equals(chosen), " selected"), named(value)))
                .toList();
    }

    private static Html row(Entry entry) {
        List<Html> facts = entry.facts().entrySet().stream()
                .map(fact -> Html.of("<dt>%s</dt><dd><pre>%s</pre></dd>", fact.getKey(), fact.getValue()))
                .toList();
        return Html.of(
                """
                <li value="%s"><details><summary>%s <span class="side %s">%s</span> %s</summary><dl>%s</dl></details></li>
                """, entry.number(), Frame.time(entry.at()), entry.side(), side(entry), Sentence.of(entry), facts);
    }

    private static String side(Entry entry) {
        return entry.side().equals("terraform") ? "HCP Terraform" : "GitHub";
    }

    private static String named(String value) {
        return switch (value) {
            case "" -> "all";
            case "github" -> "GitHub";
            case "terraform" -> "HCP Terraform";
            default -> value.replace('-', ' ');
        };
    }
}
