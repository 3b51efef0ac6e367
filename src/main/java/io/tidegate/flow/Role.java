package io.tidegate.flow;

/** What a process does of the whole. Any number of each may share one PostgreSQL. */
public enum Role {
    /** Everything. */
    ALL,
    /** Takes in what arrives and stores it; decides and does nothing. */
    WEB,
    /** Decides, and does what follows; takes nothing in. */
    WORKER;

    public boolean takesIn() {
        return this != WORKER;
    }

    public boolean works() {
        return this != WEB;
    }
}
