package io.tidegate.sandbox.http;

/** A request that the stand-in refuses; each stand-in renders it in the error format of the API it speaks. */
public final class Refusal extends RuntimeException {
    private final int status;

    public Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
