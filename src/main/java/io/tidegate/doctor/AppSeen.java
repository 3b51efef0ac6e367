package io.tidegate.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The App as GitHub shows it to itself.
 *
 * @param permissions its own, which installations may not have accepted yet
 * @param ahead how far GitHub's clock is ahead of ours; null where GitHub did not tell the time
 */
public record AppSeen(
        long id,
        String slug,
        String owner,
        String settings,
        Map<String, String> permissions,
        List<String> events,
        @Nullable Duration ahead) {
    public AppSeen {
        permissions = Map.copyOf(permissions);
        events = List.copyOf(events);
    }
}
