package io.tidegate.environment;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody to whom a right is given: a permission on the repository, a team of its organisation, or an account.
 *
 * @param name the permission's word ({@code write}), the team's slug, or the account's login; in lower case
 */
public record Grantee(Kind kind, String name) {
    /** How a grantee is named in the configuration. */
    public enum Kind {
        /** Everybody with at least this permission: {@code write}. */
        PERMISSION,
        /** Active members of a team, child teams included: {@code team:platform}. */
        TEAM,
        /** One account, bots among them: {@code user:ann}, {@code user:renovate[bot]}. */
        USER
    }

    private static final Pattern PERMISSION = Pattern.compile("read|triage|write|maintain|admin");
    private static final Pattern TEAM = Pattern.compile("[a-z0-9_][a-z0-9_.-]{0,99}");
    private static final Pattern USER = Pattern.compile("[a-z0-9][a-z0-9_-]{0,98}(\\[bot])?");

    /** Reads {@code write}, {@code team:SLUG} or {@code user:LOGIN}; empty when it is none of them. */
    public static Optional<Grantee> read(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (PERMISSION.matcher(lower).matches()) {
            return Optional.of(new Grantee(Kind.PERMISSION, lower));
        }
        if (lower.startsWith("team:") && TEAM.matcher(lower.substring(5)).matches()) {
            return Optional.of(new Grantee(Kind.TEAM, lower.substring(5)));
        }
        if (lower.startsWith("user:") && USER.matcher(lower.substring(5)).matches()) {
            return Optional.of(new Grantee(Kind.USER, lower.substring(5)));
        }
        return Optional.empty();
    }

    /** As it is written in the configuration. */
    public String text() {
        return switch (kind) {
            case PERMISSION -> name;
            case TEAM -> "team:" + name;
            case USER -> "user:" + name;
        };
    }
}
