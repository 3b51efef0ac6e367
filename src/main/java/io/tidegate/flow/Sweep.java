package io.tidegate.flow;

/** One part of the sweeper: looks for one kind of thing that was lost, and sets it right. */
public interface Sweep {
    /** Names it in the database, the log and the metrics. */
    String part();

    /**
     * One round, which ends early when its time is over.
     *
     * @return how many things were set right
     * @throws Outside when it could not be finished; what was done stays
     */
    int look(Round round);
}
