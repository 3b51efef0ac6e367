package io.tidegate.simulation;

import io.tidegate.flow.Effects;
import io.tidegate.flow.Outside;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is between a replica and the other systems. Any call can fail without having been done, fail although it was done,
 * be refused for a moment, be the last thing that a process ever did, or take so long that the world has gone on.
 */
final class Wire {
    /** A process died here: nothing of what it was doing goes on. */
    static final class Died extends Error {
        Died(String where) {
            super(where, null, false, false);
        }
    }

    /** Who is at work: a replica in one of its lives, and the effect that it performs, if it performs one. */
    record Working(Site site, int life, Effects.@Nullable Claimed effect) {}

    /** How long the product waits for an answer; as long as its lease here, so that no call outlives it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Random random;
    private final Story story;
    private final InstantSource clock;
    private final Deque<Working> working = new ArrayDeque<>();
    private Runnable meanwhile = () -> {};
    private boolean calm;

    Wire(Random random, Story story, InstantSource clock) {
        this.random = random;
        this.story = story;
        this.clock = clock;
    }

    /** @param steps what else happens while somebody waits for an answer */
    void during(Runnable steps) {
        meanwhile = steps;
    }

    void calm() {
        calm = true;
    }

    @Nullable
    Working current() {
        return working.peek();
    }

    void working(Site site, Effects.@Nullable Claimed effect, Runnable work) {
        working.push(new Working(site, site.life(), effect));
        try {
            work.run();
        } catch (Died died) {
            story.tell("    " + site.name() + " died " + died.getMessage());
            site.reborn();
        } catch (RuntimeException failure) {
            // As the product's crew does: the hand is free again, and the lease ends by itself.
            tell(site.name() + " came to no end: " + failure.getMessage());
        } finally {
            working.pop();
        }
    }

    <T> T call(String what, Supplier<T> action) {
        before(what);
        T answer = action.get();
        after(what);
        return answer;
    }

    void send(String what, Runnable action) {
        call(what, () -> {
            action.run();
            return true;
        });
    }

    /** Before something that the process does by itself. */
    void mayDie(String where, int oneIn) {
        Working now = working.peek();
        if (!calm && now != null && random.nextInt(oneIn) == 0) {
            throw new Died(where);
        }
    }

    void tell(String what) {
        story.tell("    " + what);
    }

    /** Whether something of the process's own fails here. */
    boolean fails(int oneIn) {
        return !calm && !working.isEmpty() && random.nextInt(oneIn) == 0;
    }

    private void before(String what) {
        if (calm || working.isEmpty()) {
            return;
        }
        switch (random.nextInt(160)) {
            case 0 -> throw new Died("before " + what);
            case 1, 2 -> {
                story.tell("    " + what + ": no answer, not done");
                throw new Outside.Unavailable("no answer", null);
            }
            case 3 -> {
                story.tell("    " + what + ": limited");
                throw new Outside.Limited("limited", Duration.ofSeconds(60));
            }
            case 4 -> {
                story.tell("    " + what + ": refused for a moment");
                throw new Outside.Refused("404", "look again");
            }
            case 5, 6, 7, 8 -> goesOn(what);
            default -> {}
        }
    }

    private void after(String what) {
        if (calm || working.isEmpty()) {
            return;
        }
        switch (random.nextInt(120)) {
            case 0 -> throw new Died("after " + what);
            case 1, 2 -> {
                story.tell("    " + what + ": done, but no answer");
                throw new Outside.Unavailable("no answer", null);
            }
            case 3, 4, 5 -> goesOn(what);
            default -> {}
        }
    }

    private void goesOn(String what) {
        Working waiting = working.element();
        if (working.size() > 3) {
            return;
        }
        story.tell("    " + waiting.site().name() + " waits for " + what + "; meanwhile");
        Instant given = clock.instant().plus(PATIENCE);
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            meanwhile.run();
        }
        if (waiting.life() != waiting.site().life()) {
            throw new Died("while it waited for " + what);
        }
        if (clock.instant().isAfter(given)) {
            // Then the connection is closed: what was not done by now is not done later.
            story.tell("    " + what + ": no answer in time");
            throw new Outside.Unavailable("no answer in time", null);
        }
    }
}
