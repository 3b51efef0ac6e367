package io.tidegate.plan;

/**
 * The keyed digest of one thing that a plan would do: two changes with the same one do the same to the same thing.
 *
 * @param text {@code scheme:key-id:hex}
 */
public record ChangeDigest(String text) implements Comparable<ChangeDigest> {
    @Override
    public int compareTo(ChangeDigest other) {
        return text.compareTo(other.text);
    }
}
