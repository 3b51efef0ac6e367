package io.tidegate.sandbox.github;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What an installation token may do.
 *
 * @param repositories ids, or null for all of the installation
 * @param expires by the clock of GitHub's machines
 */
record Grant(
        String token,
        Installation installation,
        Map<String, String> permissions,
        Set<Long> repositories,
        Instant expires) {
    boolean reaches(Repo repo) {
        return installation.holds(repo) && (repositories == null || repositories.contains(repo.id));
    }

    /** @param wanted {@code name:level}, alternatives separated by a bar */
    boolean allows(String wanted) {
        return allows(permissions, wanted);
    }

    /** Of a token, or of the App itself: what is taken back from it is missing in its tokens at once. */
    static boolean allows(Map<String, String> permissions, String wanted) {
        for (String one : wanted.split("\\|")) {
            String[] parts = one.split(":");
            if (parts[0].equals("metadata") || covers(permissions.get(parts[0]), parts[1])) {
                return true;
            }
        }
        return false;
    }

    static boolean covers(String held, String wanted) {
        return held != null
                && (held.equals(wanted) || held.equals("admin") || held.equals("write") && wanted.equals("read"));
    }
}
