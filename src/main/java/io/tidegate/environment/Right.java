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
    OVERRIDE_POLICY;

    /** The key in {@code permissions}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The right that this one follows where it is not set itself; itself where it follows none. */
    public Right follows() {
        return switch (this) {
            case CANCEL, REDACT -> PLAN;
            case LOCK, RESTORE -> APPLY;
            case PLAN, APPLY, APPROVE, UNLOCK, OVERRIDE_POLICY -> this;
        };
    }
}
