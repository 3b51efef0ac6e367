package io.tidegate.flow;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks GitHub for webhooks that never arrived: no attempt was answered with a success, and the inbox does not know them.
 * What was answered is not asked for, whatever the inbox holds: a command of a time that a restored backup does not know
 * may have been obeyed. What is asked for in vain while nothing arrives at all is not used up by that: it is asked for
 * anew once something does.
 */
@Singleton
public final class MissedWebhooks implements Sweep {
    private static final Logger LOG = Logger.getLogger(MissedWebhooks.class);
    private static final String GITHUB = "github";
    /** Of 100 attempts each; a longer list is gone on with in the next round. */
    private static final int MOST_PAGES = 30;

    private static final int MOST_ASKED = 100;
    private static final int MOST_TRIES = 3;
    /** Attempts are listed late now and then, and what was asked for again may fail again. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final Hook hook;
    private final Sweeps sweeps;
    private final InstantSource clock;
    private final Duration pause;

    @Inject
    MissedWebhooks(Hook hook, Sweeps sweeps, InstantSource clock) {
        this(hook, sweeps, clock, Duration.ofMinutes(5));
    }

    /** @param pause between two requests for the same one */
    public MissedWebhooks(Hook hook, Sweeps sweeps, InstantSource clock, Duration pause) {
        this.hook = hook;
        this.sweeps = sweeps;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public String part() {
        return "webhooks";
    }

    @Override
    public int look(Round round) {
        Sweeps.Progress before = sweeps.progress(part());
        try {
            return look(round, before);
        } catch (Outside.Refused refused) {
            if (before.page() != null) {
                // GitHub may have forgotten that page: the next look begins at the newest one.
                sweeps.remember(part(), new Sweeps.Progress(before.reached(), null, null));
            }
            throw refused;
        }
    }

    private int look(Round round, Sweeps.Progress before) {
        Instant now = clock.instant();
        Instant begun = before.since() == null ? now : before.since();
        Instant oldest = oldest(now, before.reached());
        List<Hook.Attempt> attempts = new ArrayList<>();
        String page = before.page();
        boolean end = false;
        for (int pages = 0; pages < MOST_PAGES && !end && !round.over(); pages++) {
            Hook.Page found = hook.attempts(page);
            found.attempts().stream()
                    .filter(attempt -> attempt.at().isAfter(oldest))
                    .forEach(attempts::add);
            page = found.next();
            end = page == null
                    || found.attempts().stream()
                            .anyMatch(attempt -> !attempt.at().isAfter(oldest));
        }
        List<Hook.Attempt> missed = missed(attempts);
        Instant heard = heard(attempts);
        int asked = 0;
        for (Hook.Attempt attempt : missed) {
            if (asked == MOST_ASKED || round.over()) {
                return asked; // The same pages are looked at again: what has come by then is known.
            }
            asked += ask(attempt, attempt.at().isBefore(heard)) ? 1 : 0;
        }
        sweeps.remember(
                part(),
                end
                        ? new Sweeps.Progress(closed(missed, heard) ? before.reached() : begun, null, null)
                        : new Sweeps.Progress(before.reached(), begun, page));
        return asked;
    }

    private static Instant heard(List<Hook.Attempt> attempts) {
        return attempts.stream()
                .filter(Hook.Attempt::arrived)
                .map(Hook.Attempt::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Nothing says that the way is open since: however long that lasts, the next look begins where this one did. */
    private static boolean closed(List<Hook.Attempt> missed, Instant heard) {
        return missed.stream().anyMatch(attempt -> !attempt.at().isBefore(heard));
    }

    private Instant oldest(Instant now, @Nullable Instant reached) {
        Instant remembered = now.minus(hook.memory());
        return reached == null || reached.minus(OVERLAP).isBefore(remembered) ? remembered : reached.minus(OVERLAP);
    }

    /** The last attempt of each that never arrived, the oldest first, as they would have come. */
    private List<Hook.Attempt> missed(List<Hook.Attempt> attempts) {
        Map<String, Hook.Attempt> last = new LinkedHashMap<>();
        Set<String> arrived = new HashSet<>();
        for (Hook.Attempt attempt : attempts) {
            last.putIfAbsent(attempt.guid(), attempt);
            if (attempt.arrived()) {
                arrived.add(attempt.guid());
            }
        }
        last.keySet().removeAll(arrived);
        last.keySet().removeAll(sweeps.known(GITHUB, last.keySet()));
        return last.values().stream()
                .sorted(Comparator.comparing(Hook.Attempt::at).thenComparing(Hook.Attempt::id))
                .toList();
    }

    /** @param open something has arrived since: such tries count for themselves */
    private boolean ask(Hook.Attempt attempt, boolean open) {
        String what = "webhook/" + attempt.guid();
        if (!sweeps.mayTry(what, MOST_TRIES, pause) && !(open && sweeps.mayTry(what + "/open", MOST_TRIES, pause))) {
            return false;
        }
        try {
            hook.again(attempt.id());
            LOG.infof("The webhook %s of %s never arrived: GitHub is asked for it", attempt.guid(), attempt.at());
            return true;
        } catch (Outside.Refused refused) {
            LOG.warnf(
                    "The webhook %s of %s never arrived, and GitHub does not deliver it again: %s",
                    attempt.guid(), attempt.at(), Sentences.of(refused));
            return false;
        }
    }
}
