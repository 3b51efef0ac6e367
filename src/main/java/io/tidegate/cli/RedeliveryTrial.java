package io.tidegate.cli;

import io.tidegate.doctor.Tried;
import io.tidegate.flow.Hook;
import io.tidegate.flow.Outside;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether GitHub delivers a webhook once more when it is asked to, under the same number, and whether it arrives. */
final class RedeliveryTrial {
    static final String ITEM = "redelivery of a webhook";
    private static final int MOST_LOOKS = 40;
    private static final long PAUSE_MILLIS = 500;

    private RedeliveryTrial() {}

    static Tried of(Hook hook) {
        List<Hook.Attempt> before = hook.attempts(null).attempts();
        if (before.isEmpty()) {
            return new Tried.Untried(ITEM, "GitHub has delivered none in the last days");
        }
        Hook.Attempt newest = before.getFirst();
        Set<Long> known = before.stream().map(Hook.Attempt::id).collect(Collectors.toSet());
        hook.again(newest.id());
        for (int i = 0; i < MOST_LOOKS; i++) {
            Optional<Hook.Attempt> again = hook.attempts(null).attempts().stream()
                    .filter(one -> one.guid().equals(newest.guid()) && !known.contains(one.id()))
                    .findFirst();
            if (again.isPresent()) {
                return Tried.judged(
                        ITEM,
                        again.get().arrived(),
                        "the newest one, " + newest.guid() + " of " + newest.at()
                                + ", was delivered once more under its number, and it "
                                + (again.get().arrived() ? "arrived" : "did not arrive"),
                        "that it arrives; under Recent Deliveries of the App GitHub shows the answer");
            }
            pause();
        }
        return Tried.judged(
                ITEM,
                false,
                "GitHub took the wish, and lists no further attempt of " + newest.guid() + " after "
                        + MOST_LOOKS * PAUSE_MILLIS / 1000 + " s",
                "one, with the same number");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Outside.Unavailable("this process is stopping", null);
        }
    }
}
