package io.tidegate.change;

/** A pull request: GitHub's numeric repository id and its number. */
public record ChangeId(long repository, int number) {
    @Override
    public String toString() {
        return repository + "#" + number;
    }
}
