package io.tidegate.sandbox.page;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What GitHub marks in plain text: addresses, people and pull requests.
 *
 * @param people logins, and teams as {@code organization/team}; nobody else is marked
 * @param pulls the highest number of a pull request
 */
record Words(Set<String> people, int pulls) {
    static final Words PLAIN = new Words(Set.of(), 0);
    private static final Pattern MARKED = Pattern.compile("(?<url>(?<!\\w)https?://[^\\s<>\"]+)"
            + "|(?<![\\w/@.`-])@(?<name>[A-Za-z0-9][A-Za-z0-9-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)?)"
            + "|(?<![\\w/&#])#(?<number>\\d{1,6})(?!\\w)");

    /** Markup of a text that is neither code nor part of a link. */
    String marked(String text) {
        Matcher word = MARKED.matcher(text);
        StringBuilder marked = new StringBuilder();
        int done = 0;
        while (word.find()) {
            marked.append(Html.escaped(text.substring(done, word.start())));
            done = word.end();
            if (word.group("url") != null) {
                String url = trimmed(word.group("url"));
                done = word.start() + url.length();
                marked.append(link(url));
                word.region(done, text.length()).useTransparentBounds(true);
            } else if (word.group("name") != null && people.contains(word.group("name"))) {
                marked.append("<span class=\"mention\">")
                        .append(Html.escaped(word.group()))
                        .append("</span>");
            } else if (word.group("number") != null && exists(Integer.parseInt(word.group("number")))) {
                marked.append("<a href=\"/pull/").append(word.group("number")).append("\">");
                marked.append(word.group()).append("</a>");
            } else {
                marked.append(Html.escaped(word.group()));
            }
        }
        return marked.append(Html.escaped(text.substring(done))).toString();
    }

    private boolean exists(int number) {
        return number > 0 && number <= pulls;
    }

    /** What ends a sentence does not belong to the address in it. */
    private static String trimmed(String url) {
        String rest = url;
        while (rest.matches(".*[?!.,:;*_~'\"]") || rest.endsWith(")") && !rest.contains("(")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest;
    }

    private static String link(String url) {
        String escaped = Html.escaped(url);
        return "<a rel=\"nofollow noopener noreferrer\" href=\"" + escaped + "\">" + escaped + "</a>";
    }
}
