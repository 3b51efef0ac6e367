package io.tidegate.doctor;

/** What could be read, or why it could not. */
public sealed interface Reading<T> {
    record Known<T>(T value) implements Reading<T> {}

    /** @param remedy what lets it be read */
    record Hidden<T>(String why, String remedy) implements Reading<T> {}
}
