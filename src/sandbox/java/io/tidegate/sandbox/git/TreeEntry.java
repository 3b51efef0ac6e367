package io.tidegate.sandbox.git;

/**
 * One line of a tree object.
 *
 * @param mode {@code 40000} for a directory
 */
public record TreeEntry(String mode, String name, String sha) {
    public boolean directory() {
        return mode.equals("40000");
    }

    /** Git sorts a directory as if its name ended in a slash. */
    String sortKey() {
        return directory() ? name + "/" : name;
    }
}
