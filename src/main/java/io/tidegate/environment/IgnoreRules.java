package io.tidegate.environment;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code .terraformignore} leaves out of an upload. As in {@code .gitignore} the last rule that fits decides, a rule
 * for a directory holds for everything in it, and {@code !} takes back in; unlike there, even out of a directory that is
 * left out. {@code .terraform/} is never sent, whatever the file says: it holds what {@code init} makes. ({@code .git},
 * which it leaves out as well, is in no tree.)
 */
public record IgnoreRules(List<Rule> rules) {
    /** The file in a repository's root. */
    public static final String FILE = ".terraformignore";

    private static final int MOST_RULES = 1000;
    private static final int LONGEST_RULE = 1000;

    /** Where there is no such file. */
    public static final IgnoreRules NONE = of("");

    /** @param directoriesOnly it was written with a slash at its end */
    public record Rule(String pattern, boolean takesIn, boolean directoriesOnly) {}

    public IgnoreRules {
        rules = List.copyOf(rules);
    }

    /** @param text of the file in the root; empty when there is none */
    public static IgnoreRules of(String text) {
        List<Rule> rules = new ArrayList<>();
        text.lines().limit(MOST_RULES).forEach(line -> add(line, rules));
        return new IgnoreRules(rules);
    }

    private static void add(String line, List<Rule> rules) {
        String rule = line.strip();
        if (rule.isEmpty() || rule.startsWith("#") || rule.length() > LONGEST_RULE) {
            return;
        }
        boolean takesIn = rule.startsWith("!");
        String pattern = takesIn ? rule.substring(1).strip() : rule;
        boolean directories = pattern.endsWith("/");
        if (directories) {
            pattern = pattern.substring(0, pattern.length() - 1);
        }
        // Without a leading slash a pattern fits at any depth, even one that has slashes inside.
        pattern = pattern.startsWith("/") ? pattern.substring(1) : "**/" + pattern;
        rules.add(new Rule(pattern, takesIn, directories));
    }

    /** Whether this file is not uploaded. */
    public boolean leavesOut(String path) {
        if (("/" + path).contains("/.terraform/")) {
            return true;
        }
        boolean out = false;
        for (Rule rule : rules) {
            // The last rule that fits decides, so one that would change nothing need not be tried.
            if (out == rule.takesIn() && fits(rule, path)) {
                out = !out;
            }
        }
        return out;
    }

    private static boolean fits(Rule rule, String path) {
        if (!rule.directoriesOnly() && Glob.matches(rule.pattern(), path)) {
            return true;
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (Glob.matches(rule.pattern(), path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }
}
