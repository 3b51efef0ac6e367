package io.tidegate.environment;

/** How much a rule holds back; the larger, the less happens unasked, unseen or at all. */
final class Strictness {
    private Strictness() {}

    static int of(PlanMode mode) {
        return switch (mode) {
            case AUTO -> 0;
            case TRUSTED -> 1;
            case ON_COMMAND -> 2;
        };
    }

    static int of(ApplyMode mode) {
        return switch (mode) {
            case ON_MERGE -> 0;
            case ON_COMMAND -> 1;
            case NEVER -> 2;
        };
    }

    static int of(PlanJson json) {
        return switch (json) {
            case ANY -> 0;
            case FULL -> 1;
        };
    }

    static int of(ShowLevel show) {
        return switch (show) {
            case VALUES -> 0;
            case NAMES -> 1;
            case COUNTS -> 2;
        };
    }

    static int of(ApprovalRule.Bind bind) {
        return switch (bind) {
            case PLAN -> 0;
            case COMMIT -> 1;
        };
    }

    static int of(AfterFreeze after) {
        return switch (after) {
            case RESUME -> 0;
            case WAIT -> 1;
        };
    }
}
