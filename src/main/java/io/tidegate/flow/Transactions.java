package io.tidegate.flow;

import java.util.function.Supplier;

/** Where the steps of the loop begin and end their transactions. */
public interface Transactions {
    /** Everything that the ports write in {@code work} is committed together, or nothing of it when it throws. */
    <T> T inOne(Supplier<T> work);

    /** The same for work without a result. */
    default void inOne(Runnable work) {
        inOne(() -> {
            work.run();
            return true;
        });
    }
}
