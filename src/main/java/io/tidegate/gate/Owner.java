package io.tidegate.gate;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An owner as CODEOWNERS names one.
 *
 * @param name the login, or the team's slug, in lower case; what is written there, for one that nobody can be
 */
public record Owner(Kind kind, String name) {
    /** Who can be this owner. */
    public enum Kind {
        ACCOUNT,
        /** A team of the organisation that owns the repository. */
        TEAM,
        /** A team of another organisation, or an e-mail address, which GitHub resolves for nobody else. */
        NOBODY,
        /** No owner at all: GitHub skips such a line. */
        INVALID
    }

    private static final Pattern LOGIN = Pattern.compile("@([A-Za-z0-9][A-Za-z0-9_-]{0,98})");
    private static final Pattern TEAM =
            Pattern.compile("@([A-Za-z0-9][A-Za-z0-9_-]{0,98})/([A-Za-z0-9_][A-Za-z0-9_.-]{0,99})");
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");

    static Owner read(String written, String organization) {
        var login = LOGIN.matcher(written);
        if (login.matches()) {
            return new Owner(Kind.ACCOUNT, login.group(1).toLowerCase(Locale.ROOT));
        }
        var team = TEAM.matcher(written);
        if (team.matches()) {
            return team.group(1).equalsIgnoreCase(organization)
                    ? new Owner(Kind.TEAM, team.group(2).toLowerCase(Locale.ROOT))
                    : new Owner(Kind.NOBODY, written);
        }
        return new Owner(ADDRESS.matcher(written).matches() ? Kind.NOBODY : Kind.INVALID, written);
    }

    /** As GitHub has it, an owner can write to the repository. */
    boolean is(Person person) {
        boolean named = switch (kind) {
            case ACCOUNT -> person.actor().login().equalsIgnoreCase(name);
            case TEAM -> person.in(name) == Membership.ACTIVE;
            case NOBODY, INVALID -> false;
        };
        return named && !person.actor().bot() && person.permission().atLeast(Permission.WRITE);
    }

    boolean unreadable(Person person) {
        return kind == Kind.TEAM && person.in(name) == Membership.UNREADABLE;
    }

    boolean possible() {
        return kind == Kind.ACCOUNT || kind == Kind.TEAM;
    }

    String words() {
        return switch (kind) {
            case ACCOUNT -> name;
            case TEAM -> "team " + name;
            case NOBODY -> name.startsWith("@") ? name.substring(1) + ", a team elsewhere" : "an e-mail address";
            case INVALID -> "no owner";
        };
    }
}
