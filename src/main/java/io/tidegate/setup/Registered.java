package io.tidegate.setup;

/**
 * What GitHub hands over once, and never again.
 *
 * @param key the private key as PEM
 * @param page where people see the App
 */
record Registered(long app, String slug, String owner, String page, String key, String webhookSecret) {
    /** Holds no secret. */
    @Override
    public String toString() {
        return "Registered[" + app + " of " + owner + "]";
    }
}
