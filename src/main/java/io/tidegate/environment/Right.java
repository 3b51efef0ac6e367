package io.tidegate.environment;

import java.util.Locale;

/** What people may be allowed to do with an environment; who may is configured for each. */
public enum Right {
    PLAN,
    APPLY,
    APPROVE,
    UNLOCK,
    CANCEL,
    REDACT,
    LOCK,
    RESTORE,
    OVERRIDE_POLICY,
    /** Given by the server or the organisation alone. */
    BREAK_GLASS;

    /** The key in {@code permissions}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where it is said who has it, in words. */
    public String place() {
        return this == BREAK_GLASS ? "`break-glass` of the server or the organisation" : "`permissions." + key() + "`";
    }

    /** The right that this one follows where it is not set itself; itself where it follows none. */
    public Right follows() {
        return switch (this) {
            case CANCEL, REDACT -> PLAN;
            case LOCK, RESTORE -> APPLY;
            case PLAN, APPLY, APPROVE, UNLOCK, OVERRIDE_POLICY, BREAK_GLASS -> this;
        };
    }
}
