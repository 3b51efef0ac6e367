package io.tidegate.store;

import io.tidegate.flow.Delivery;
import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Reading;
import jakarta.inject.Singleton;

/** Reads what {@link PostgresInbox#add} wrote. */
@Singleton
public final class OutcomeReader implements DeliveryReader {
    private final StateCodec codec;

    public OutcomeReader(StateCodec codec) {
        this.codec = codec;
    }

    @Override
    public String source() {
        return PostgresInbox.SOURCE;
    }

    @Override
    public Reading read(Delivery delivery) {
        try {
            Outcome outcome = codec.outcome(delivery.payload());
            return new Reading.Relevant(outcome.change(), outcome.repository(), outcome.events());
        } catch (UnreadableState unreadable) {
            return new Reading.Malformed(String.valueOf(unreadable.getMessage()));
        }
    }
}
