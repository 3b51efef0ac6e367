package io.tidegate.sandbox.http;

/** Answers one request; throws {@link Refusal} to refuse it. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request) throws Exception;
}
