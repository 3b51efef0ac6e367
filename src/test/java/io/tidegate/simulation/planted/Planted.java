package io.tidegate.simulation.planted;

import io.tidegate.simulation.Plant;
import java.util.Locale;
import java.util.function.Supplier;

/** The planted bugs, each with the seed from which it is looked for: a rare one is found close to it, and need not cost much. */
public enum Planted {
    NO_COVERAGE_CHECK(12, NoCoverageCheck::new),
    NO_ADOPTION(1, NoAdoption::new),
    UNSOUGHT_STRAY(660, UnsoughtStray::new),
    NO_LOCK(4, NoLock::new),
    ACKNOWLEDGED_TOO_SOON(1, AcknowledgedTooSoon::new),
    STALE_EVIDENCE(644, StaleEvidence::new),
    NO_DEADLINE(1, NoDeadline::new),
    LOST_WAKE_UP(633, LostWakeUp::new),
    NO_FENCE(1, NoFence::new),
    LOST_NOTICE(1, LostNotice::new),
    FORGOTTEN_RUN(1, ForgottenRun::new),
    OPEN_CHECK(1, OpenCheck::new),
    EVERY_DELIVERY_IS_A_COMMAND(1, EveryDeliveryIsACommand::new);

    /** Found by one of so many seeds. */
    public static final int WITHIN = 1000;

    private final long from;
    private final Supplier<Plant> plant;

    Planted(long from, Supplier<Plant> plant) {
        this.from = from;
        this.plant = plant;
    }

    public long from() {
        return from;
    }

    /** A fresh one for each seed: some remember what they saw. */
    public Plant plant() {
        return plant.get();
    }

    /** As it is named on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
