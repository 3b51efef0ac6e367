package io.tidegate.flow;

/** What a process does of the whole. Any number of each may share one PostgreSQL. */
public enum Role {
    /** Everything. */
    ALL,
    /** Takes in what arrives and stores it; decides and does nothing. */
    WEB,
    /** Decides, and does what follows; takes nothing in. */
    WORKER,
    /** Nothing but registering the GitHub App, without which there is nothing to take in. */
    SETUP;

    public boolean takesIn() {
        return this == ALL || this == WEB;
    }

    public boolean works() {
        return this == ALL || this == WORKER;
    }
}
