package io.tidegate.flow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a call to GitHub or HCP Terraform can fail, in our own words. Messages never hold a secret or a signed URL. */
public abstract sealed class Outside extends RuntimeException {
    private Outside(String message) {
        super(message);
    }

    /** Away, too slow, or limiting us: the same call may work later. */
    public static sealed class Unavailable extends Outside permits Limited {
        private final @Nullable Duration after;

        /** @param after what the other side said to wait, if it said */
        public Unavailable(String message, @Nullable Duration after) {
            super(message);
            this.after = after;
        }

        public @Nullable Duration after() {
            return after;
        }
    }

    /** It limits us and says when to come again. The time until then is no failing: however long it is, it will pass. */
    public static final class Limited extends Unavailable {
        private final Duration until;

        public Limited(String message, Duration until) {
            super(message, until);
            this.until = until;
        }

        @Override
        public Duration after() {
            return until;
        }
    }

    /** The other side says no, and will say it again: a person has to do something. */
    public static final class Refused extends Outside {
        private final String remedy;

        public Refused(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        /** What a person can do, in one sentence. */
        public String remedy() {
            return remedy;
        }
    }
}
