package io.tidegate.sandbox.http;

/**
 * One request with its answer, whole, for whoever watches the {@link io.tidegate.sandbox.Journal}.
 *
 * @param side as the journal names it: {@code github} or {@code terraform}
 * @param route the method and template that answered, {@code none} for no route, {@code refused} before any route
 * @param request as received; its parameters are not filled in
 * @param fault the fault that spoilt the answer on purpose; empty when the answer is the stand-in's own
 */
public record Exchange(String side, String route, Request request, Response response, String fault) {}
