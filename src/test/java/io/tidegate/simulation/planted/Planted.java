package io.tidegate.simulation.planted;

import io.tidegate.simulation.Plant;
import java.util.Locale;
import java.util.function.Supplier;

/** The planted bugs, and within how many seeds each is found. */
public enum Planted {
    NO_COVERAGE_CHECK(1000, NoCoverageCheck::new),
    NO_ADOPTION(1000, NoAdoption::new),
    UNSOUGHT_STRAY(1000, UnsoughtStray::new),
    NO_LOCK(1000, NoLock::new),
    ACKNOWLEDGED_TOO_SOON(1000, AcknowledgedTooSoon::new),
    STALE_EVIDENCE(1000, StaleEvidence::new),
    NO_DEADLINE(1000, NoDeadline::new),
    LOST_WAKE_UP(1000, LostWakeUp::new),
    NO_FENCE(1000, NoFence::new),
    LOST_NOTICE(1000, LostNotice::new),
    FORGOTTEN_RUN(1000, ForgottenRun::new),
    OPEN_CHECK(1000, OpenCheck::new),
    EVERY_DELIVERY_IS_A_COMMAND(1000, EveryDeliveryIsACommand::new);

    private final int within;
    private final Supplier<Plant> plant;

    Planted(int within, Supplier<Plant> plant) {
        this.within = within;
        this.plant = plant;
    }

    /** Found by one of the seeds from 1 up to this. */
    public int within() {
        return within;
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
