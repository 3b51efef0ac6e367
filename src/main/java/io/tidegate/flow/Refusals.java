package io.tidegate.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What anybody can cause who finds a door: said a few times a minute, beyond that counted, so that a flood fills no disk. */
public final class Refusals {
    static final int SAID = 20;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Consumer<String> log;
    private Instant end = Instant.MIN;
    private int said;
    private long unsaid;

    public Refusals(InstantSource clock, Consumer<String> log) {
        this.clock = clock;
        this.log = log;
    }

    public synchronized void say(String sentence) {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            if (unsaid > 0) {
                log.accept(unsaid + " more were refused in the minute until " + end);
            }
            end = now.plus(WINDOW);
            said = 0;
            unsaid = 0;
        }
        if (said < SAID) {
            said++;
            log.accept(sentence + (said == SAID ? " (more of this minute are only counted)" : ""));
        } else {
            unsaid++;
        }
    }
}
