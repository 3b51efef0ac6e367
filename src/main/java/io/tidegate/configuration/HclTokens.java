package io.tidegate.configuration;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits Terraform's language into what tells blocks apart: words, quoted strings, brackets, line ends. Comments,
 * heredocs and what stands inside of templates are passed over. Linear in the text's length.
 *
 * <p>Written here because the one library for it evaluates functions and expressions of what it parses, which must not
 * happen to a repository's files, and prints them (ADR 9).
 */
final class HclTokens {
    /** Templates in templates; more is no text that people write. */
    private static final int DEEPEST = 50;

    enum Kind {
        WORD,
        /** A quoted string without templates and escapes. */
        STRING,
        /** A quoted string of which only the run knows the value. */
        TEMPLATE,
        HEREDOC,
        OPEN,
        CLOSE,
        LINE_END,
        OTHER
    }

    /** @param text of a word or a plain string, or the sign itself */
    record Token(Kind kind, String text) {
        boolean is(Kind other, String word) {
            return kind == other && text.equals(word);
        }
    }

    /** The text ends inside of something, or is nested too deep. */
    static final class Unclosed extends Exception {
        Unclosed(String what) {
            super(what);
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private HclTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) throws Unclosed {
        HclTokens tokens = new HclTokens(text.startsWith("\uFEFF") ? text.substring(1) : text);
        tokens.read();
        return tokens.tokens;
    }

    private void read() throws Unclosed {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                add(Kind.LINE_END, "\n");
                at++;
            } else if (c == '#' || text.startsWith("//", at)) {
                skipLine();
            } else if (text.startsWith("/*", at)) {
                at = after("*/", at + 2);
            } else if (c == '"') {
                string();
            } else if (text.startsWith("<<", at) && heredoc()) {
                add(Kind.HEREDOC, "");
            } else if (isWord(c)) {
                word();
            } else {
                if (!Character.isWhitespace(c)) {
                    add("{[(".indexOf(c) >= 0 ? Kind.OPEN : "}])".indexOf(c) >= 0 ? Kind.CLOSE : Kind.OTHER, "" + c);
                }
                at++;
            }
        }
    }

    private void add(Kind kind, String of) {
        tokens.add(new Token(kind, of));
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private int after(String end, int from) throws Unclosed {
        int found = text.indexOf(end, from);
        if (found < 0) {
            throw new Unclosed("a comment");
        }
        return found + end.length();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private void word() {
        int from = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        add(Kind.WORD, text.substring(from, at));
    }

    private void string() throws Unclosed {
        int from = at + 1;
        boolean plain = skipString(0);
        add(plain ? Kind.STRING : Kind.TEMPLATE, plain ? text.substring(from, at - 1) : "");
    }

    /** From a quotation mark to behind its partner. @return whether it says what it is: no template, no escape */
    private boolean skipString(int depth) throws Unclosed {
        if (depth > DEEPEST) {
            throw new Unclosed("templates in templates");
        }
        boolean plain = true;
        at++;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at);
            boolean template = c == '$' || c == '%';
            if (c == '"') {
                at++;
                return plain;
            } else if (c == '\\') {
                plain = false;
                at += 2;
            } else if (template && text.startsWith(c + "{", at + 1)) {
                // Doubled, it is the sign itself.
                plain = false;
                at += 3;
            } else if (template && text.startsWith("{", at + 1)) {
                plain = false;
                at += 2;
                skipTemplate(depth + 1);
            } else {
                at++;
            }
        }
        throw new Unclosed("a string");
    }

    /** Behind the bracket that ends a template, which may hold strings with templates of their own. */
    private void skipTemplate(int depth) throws Unclosed {
        int open = 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                skipString(depth);
                continue;
            }
            at++;
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (open == 0) {
                return;
            }
        }
        throw new Unclosed("a template");
    }

    /** Behind the line that ends a heredoc; false where none begins here. */
    private boolean heredoc() throws Unclosed {
        int name = at + 2 + (text.startsWith("-", at + 2) ? 1 : 0);
        int end = name;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        int line = text.indexOf('\n', end);
        if (end == name || line < 0 || !text.substring(end, line).isBlank()) {
            return false;
        }
        String mark = text.substring(name, end);
        int from = line + 1;
        while (from < text.length()) {
            int next = text.indexOf('\n', from);
            int stop = next < 0 ? text.length() : next;
            if (text.substring(from, stop).strip().equals(mark)) {
                at = stop;
                return true;
            }
            from = stop + 1;
        }
        throw new Unclosed("a heredoc");
    }
}
