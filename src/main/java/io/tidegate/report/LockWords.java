package io.tidegate.report;

import io.tidegate.change.ChangeId;
import io.tidegate.change.EnvironmentState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who holds an environment, who waits for it and in what order; plain text, to be escaped where it is shown. */
final class LockWords {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final int MOST = 10;

    private LockWords() {}

    /** Everything: holder, reason, end, queue and rollout. */
    static String all(@Nullable EnvironmentState state) {
        if (state == null) {
            return "free";
        }
        List<String> words = new ArrayList<>(List.of(holder(state)));
        if (!state.queue().isEmpty()) {
            words.add("queue: "
                    + listed(state.queue().stream()
                            .map(ticket -> "#" + ticket.change().number() + " (" + ticket.by() + ")")
                            .toList()));
        }
        if (!state.rollout().isEmpty()) {
            words.add("merged, not applied: "
                    + listed(state.rollout().stream().map(LockWords::merged).toList()));
        }
        return String.join("; ", words);
    }

    private static String holder(EnvironmentState state) {
        EnvironmentState.Holder holder = state.holder();
        if (holder == null) {
            return "free";
        }
        String why = switch (holder.hold()) {
            case APPLY -> state.applying() == null ? "" : ", applying";
            case TURN -> ", its turn";
            case LOCK -> "";
        };
        return "#" + holder.change().number() + " by " + holder.by() + " since " + time(holder.since()) + why
                + (holder.reason() == null ? "" : ": “" + holder.reason() + "”")
                + (holder.until() == null ? "" : ", until " + time(holder.until()));
    }

    /** The place of this pull request in the queue, and behind whom; empty where it does not wait. */
    static Optional<String> place(ChangeId change, EnvironmentState state) {
        return state.place(change).map(place -> {
            String before = place == 0
                    ? Optional.ofNullable(state.holder())
                            .filter(holder -> !holder.change().equals(change))
                            .map(holder -> "#" + holder.change().number() + " (" + holder.by() + ")")
                            .orElse("")
                    : "#" + state.queue().get(place - 1).change().number() + " ("
                            + state.queue().get(place - 1).by() + ")";
            return "number " + (place + 1) + " in its queue" + (before.isEmpty() ? "" : " behind " + before);
        });
    }

    /** {@code #39 (merged 2026-11-23 09:20 UTC)}: it may have waited for days. */
    static String merged(EnvironmentState.Merged merged) {
        return "#" + merged.change().number() + " (merged " + time(merged.at()) + ")";
    }

    private static String listed(List<String> names) {
        return names.stream().limit(MOST).collect(Collectors.joining(", "))
                + (names.size() > MOST ? " and " + (names.size() - MOST) + " more" : "");
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
