package io.tidegate.terraformcloud;

/** A plan that cannot be understood in full, and so must not be acted on. The message holds no value of the plan. */
public final class UnreadablePlan extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadablePlan(String message) {
        super(message);
    }
}
