package io.tidegate.flow;

/** Translates deliveries of one source at the door; past it no type of that source exists. Total: throws nothing. */
public interface DeliveryReader {
    String source();

    Reading read(Delivery delivery);
}
