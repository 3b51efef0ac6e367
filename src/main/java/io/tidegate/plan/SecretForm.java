package io.tidegate.plan;

import java.util.regex.Pattern;

/** Values that look like secrets although nothing in the plan masks them. */
final class SecretForm {
    private static final Pattern KEY = Pattern.compile(
            "passw|passphrase|passwd|secret|token|credential|private_?key|api_?key|access_?key|signing_?key|"
                    + "encryption_?key|kube_?config|connection_?string|dsn$|^auth_|auth$|authorization|pem$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern KNOWN = Pattern.compile("do[opr]_v1_|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|"
            + "(?:AKIA|ASIA)[A-Z0-9]{12,}|sk_live_|rk_live_|\\.atlasv1\\.|dp\\.(?:st|pt|ct|sa|scim|audit)\\.|"
            + "-----BEGIN|eyJ[\\w-]{8,}\\.|AIza[\\w-]{20,}|://[^/\\s:@]*:[^/\\s@]+@|\\$2[aby]\\$|"
            + "(?i:bearer |basic )[\\w+/=.-]{8,}");

    /** Long enough to be a key; a UUID is broken by its dashes before that. */
    private static final Pattern HEX = Pattern.compile("(?<![\\w-])[0-9a-fA-F]{32,}(?![\\w-])");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_=-]{24,}");
    private static final double DENSE = 4.0;

    private SecretForm() {}

    static boolean isKey(String name) {
        return KEY.matcher(name).find();
    }

    static boolean isValue(String text) {
        return KNOWN.matcher(text).find()
                || HEX.matcher(text).find()
                || BASE64.matcher(text).results().anyMatch(run -> isDense(run.group()));
    }

    private static boolean isDense(String run) {
        return run.chars().anyMatch(Character::isUpperCase)
                && run.chars().anyMatch(Character::isLowerCase)
                && run.chars().anyMatch(Character::isDigit)
                && entropy(run) >= DENSE;
    }

    /** Shannon's, in bits per character: words stay below 4, random letters and digits of this length above. */
    private static double entropy(String run) {
        int[] seen = new int[128];
        run.chars().forEach(c -> seen[c]++);
        double bits = 0;
        for (int count : seen) {
            if (count > 0) {
                double share = (double) count / run.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
