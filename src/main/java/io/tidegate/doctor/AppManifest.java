package io.tidegate.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * The project's {@code app-manifest.yml}: what the GitHub App needs, each with the comment that gives its reason. A YAML
 * reader would leave out the comments, so its lines are read; they have one form, which a test holds.
 */
public record AppManifest(String name, String description, List<Needed> permissions, List<Needed> events) {
    private static final List<String> LEVELS = List.of("read", "write", "admin");

    public AppManifest {
        permissions = List.copyOf(permissions);
        events = List.copyOf(events);
    }

    /** @param level of a permission; empty for an event */
    public record Needed(String name, String level, String reason) {}

    /** @throws IllegalArgumentException where a line of a list has another form, or nothing is listed */
    public static AppManifest read(String text) {
        String section = "";
        String name = "";
        String description = "";
        List<Needed> permissions = new ArrayList<>();
        List<Needed> events = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.startsWith(" ")) {
                section = line.strip();
                name = value(line, "name:", name);
                description = value(line, "description:", description);
            } else if (section.equals("default_permissions:")) {
                permissions.add(permission(line));
            } else if (section.equals("default_events:")) {
                events.add(event(line));
            }
        }
        if (permissions.isEmpty() || events.isEmpty()) {
            throw new IllegalArgumentException("the manifest lists no permissions or no events");
        }
        return new AppManifest(name, description, permissions, events);
    }

    /** Whether a level that somebody has is enough for this one. */
    static boolean covers(String has, String needed) {
        return LEVELS.indexOf(has) >= LEVELS.indexOf(needed);
    }

    private static String value(String line, String key, String otherwise) {
        return line.startsWith(key) ? line.substring(key.length()).strip() : otherwise;
    }

    private static Needed permission(String line) {
        int comment = comment(line);
        String[] pair = line.substring(0, comment).split(":", -1);
        if (pair.length != 2 || !LEVELS.contains(pair[1].strip())) {
            throw new IllegalArgumentException("no permission with a level: " + line);
        }
        return new Needed(
                pair[0].strip(), pair[1].strip(), line.substring(comment + 1).strip());
    }

    private static Needed event(String line) {
        int comment = comment(line);
        String item = line.substring(0, comment).strip();
        if (!item.startsWith("- ")) {
            throw new IllegalArgumentException("no event: " + line);
        }
        return new Needed(
                item.substring(2).strip(), "", line.substring(comment + 1).strip());
    }

    private static int comment(String line) {
        int comment = line.indexOf('#');
        if (comment < 0) {
            throw new IllegalArgumentException("no reason: " + line);
        }
        return comment;
    }
}
