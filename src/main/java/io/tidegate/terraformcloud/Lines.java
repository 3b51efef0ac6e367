package io.tidegate.terraformcloud;

import java.util.regex.Pattern;

/** Cuts foreign text down to one short, harmless line: no control characters, colours or addresses. */
final class Lines {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    private static final Pattern ADDRESSES = Pattern.compile("[a-z]{2,6}://\\S+");

    private Lines() {}

    static String clean(String text, int longest) {
        String line = COLOURS.matcher(text).replaceAll("");
        line = CONTROLS.matcher(line).replaceAll(" ");
        line = ADDRESSES.matcher(line).replaceAll("(an address)").strip();
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
