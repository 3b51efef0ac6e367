package io.tidegate.gate;

/** A person's permission on the repository as GitHub computes it over all grants, least first. */
public enum Permission {
    NONE,
    READ,
    TRIAGE,
    WRITE,
    MAINTAIN,
    ADMIN;

    public boolean atLeast(Permission needed) {
        return compareTo(needed) >= 0;
    }
}
