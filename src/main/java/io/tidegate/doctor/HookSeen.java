package io.tidegate.doctor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The App's webhook as GitHub has it.
 *
 * @param url null where none is configured
 * @param attempts the newest ones, newest first
 */
public record HookSeen(@Nullable String url, String contentType, boolean certificateChecked, List<Attempt> attempts) {
    public HookSeen {
        attempts = List.copyOf(attempts);
    }

    /** @param guid of what was delivered; several attempts may be of the same */
    public record Attempt(String guid, Instant at, boolean arrived) {}
}
