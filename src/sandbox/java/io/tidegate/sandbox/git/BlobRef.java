package io.tidegate.sandbox.git;

/** A file in a tree: its mode and the name of its blob. */
public record BlobRef(String mode, String sha) {
    public boolean link() {
        return mode.equals("120000");
    }
}
