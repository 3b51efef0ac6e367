package io.tidegate.terraformcloud;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Follows symbolic links as a file system would, link by link, without touching one. */
final class LinkTargets {
    private static final int MOST_STEPS = 10_000;
    private static final int MOST_LINKS = 40;

    private LinkTargets() {}

    /**
     * Whether a link ends inside, or at something that does not exist inside; absolute targets and circles do not.
     * Names cannot be compared alone: {@code ..} after a link leads up from where that link leads to.
     */
    static boolean staysInside(String link, Map<String, String> links) {
        Deque<String> left = new ArrayDeque<>(List.of(link.split("/")));
        Deque<String> at = new ArrayDeque<>();
        int followed = 0;
        for (int steps = 0; !left.isEmpty(); steps++) {
            String part = left.removeFirst();
            if (steps > MOST_STEPS || part.equals("..") && at.isEmpty()) {
                return false;
            }
            if (part.equals("..")) {
                at.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                at.addLast(part);
                String target = links.get(String.join("/", at));
                if (target != null) {
                    if (target.startsWith("/") || ++followed > MOST_LINKS) {
                        return false;
                    }
                    at.removeLast();
                    List.of(target.split("/")).reversed().forEach(left::addFirst);
                }
            }
        }
        return true;
    }
}
