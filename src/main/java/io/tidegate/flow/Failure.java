package io.tidegate.flow;

import java.util.Arrays;

/** Unexpected exceptions in words that can be stored and logged: their own messages may quote what must not leave. */
public final class Failure {
    private Failure() {}

    public static String inWords(Throwable failure) {
        String place = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.tidegate"))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        String said = ours(failure) ? ": " + failure.getMessage() : "";
        return failure.getClass().getSimpleName() + said + place;
    }

    private static boolean ours(Throwable failure) {
        return failure.getClass().getName().startsWith("io.tidegate");
    }
}
