package io.tidegate.gate;

import io.tidegate.environment.Grantee;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rights;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who may do what with an environment: a right is given to permissions, teams and accounts, and any of them is enough. */
public final class Authorization {
    private Authorization() {}

    public static boolean may(Rights rights, Right right, Person person) {
        return rights.of(right).stream().anyMatch(grantee -> is(grantee, person));
    }

    /** Why this person may not; empty when it may. */
    public static Optional<String> refusal(Rights rights, Right right, Person person) {
        if (may(rights, right, person)) {
            return Optional.empty();
        }
        List<Grantee> grantees = rights.of(right);
        if (grantees.size() == 1 && grantees.getFirst().kind() == Grantee.Kind.PERMISSION) {
            return Optional.of("has no " + grantees.getFirst().name() + " permission");
        }
        if (grantees.isEmpty()) {
            return Optional.of("may not: " + right.place() + " names nobody");
        }
        String unread = grantees.stream()
                .filter(grantee ->
                        grantee.kind() == Grantee.Kind.TEAM && person.in(grantee.name()) == Membership.UNREADABLE)
                .map(Authorization::words)
                .collect(Collectors.joining(" and "));
        return Optional.of("is none of those in " + right.place() + " (" + list(grantees) + ")"
                + (unread.isEmpty() ? "" : "; " + unread + " " + Quorum.UNREAD));
    }

    /** Somebody who may, as the subject of a sentence. */
    public static String somebody(Rights rights, Right right) {
        List<Grantee> grantees = rights.of(right);
        if (grantees.isEmpty()) {
            return "nobody can until " + right.place() + " names somebody: then one of them";
        }
        return grantees.size() == 1
                ? switch (grantees.getFirst().kind()) {
                    case PERMISSION -> "somebody with " + grantees.getFirst().name() + " permission";
                    case TEAM -> "somebody of " + words(grantees.getFirst());
                    case USER -> grantees.getFirst().name();
                }
                : "one of " + list(grantees);
    }

    private static boolean is(Grantee grantee, Person person) {
        return switch (grantee.kind()) {
            case PERMISSION ->
                person.permission().atLeast(Permission.valueOf(grantee.name().toUpperCase(Locale.ROOT)));
            case TEAM -> !person.actor().bot() && person.in(grantee.name()) == Membership.ACTIVE;
            case USER -> person.actor().login().equalsIgnoreCase(grantee.name());
        };
    }

    private static String list(List<Grantee> grantees) {
        return grantees.stream().map(Authorization::words).collect(Collectors.joining(", "));
    }

    private static String words(Grantee grantee) {
        return switch (grantee.kind()) {
            case PERMISSION -> grantee.name() + " permission";
            case TEAM -> "team " + grantee.name();
            case USER -> grantee.name();
        };
    }
}
