package io.tidegate.plan;

/** Something else that a plan would do, known by its address and digest alone. */
public record OtherChange(Sort sort, String address, ChangeDigest digest) {
    public enum Sort {
        /** Put off to a later plan, since too little is known. */
        DEFERRED,
        /** A provider's action that the apply invokes. */
        ACTION,
        /** In a refresh-only plan: what the state takes over from reality. */
        DRIFT
    }
}
