package io.tidegate.sandbox.contract;

/** Places in a JSON value, written so that the same mistake in every item of a list is one mistake. */
final class Places {
    private Places() {}

    static String general(String pointer) {
        return pointer.isEmpty() ? "/" : pointer.replaceAll("/\\d+(?=/|$)", "/*");
    }
}
