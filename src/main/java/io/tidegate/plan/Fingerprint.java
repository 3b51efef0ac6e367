package io.tidegate.plan;

import java.util.Locale;

/**
 * Names a plan by what it would do and in which context.
 *
 * @param text {@code scheme:key-id:hex}
 */
public record Fingerprint(String text) {
    private static final int SHORT = 4;

    /** Four hexadecimal digits, as people see and type them: {@code 9f3c}. */
    public String shortForm() {
        return hex().substring(0, Math.min(SHORT, hex().length()));
    }

    /** Its first eight hexadecimal digits, where a program repeats it and has little room. */
    public String beginning() {
        return hex().substring(0, Math.min(2 * SHORT, hex().length()));
    }

    /** Whether what a person typed, at least the short form, is the beginning of this one. */
    public boolean isNamedBy(String typed) {
        return typed.length() >= SHORT && hex().startsWith(typed.toLowerCase(Locale.ROOT));
    }

    private String hex() {
        return text.substring(text.lastIndexOf(':') + 1);
    }
}
