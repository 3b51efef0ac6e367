package io.tidegate.sandbox.terraform;

/**
 * A variable as a workspace or a run sets it.
 *
 * @param category {@code terraform} or {@code env}
 * @param hcl whether the value is an HCL expression rather than a string
 */
record Variable(String id, String key, String value, String category, boolean sensitive, boolean hcl) {
    /** Under which a workspace has one at most. */
    String name() {
        return category + " " + key;
    }
}
