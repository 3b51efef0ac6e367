package io.tidegate.sandbox.http;

/**
 * One request with what became of it, whole, for whoever watches the {@link io.tidegate.sandbox.Journal}.
 *
 * @param side as the journal names it: {@code github} or {@code terraform}
 * @param request as received; its parameters are not filled in
 */
public record Exchange(String side, Request request, Answered answered) {
    public Response response() {
        return answered.response();
    }

    /** The method and template that answered, {@code none} for no route, {@code refused} before any route. */
    public String route() {
        return answered.route();
    }

    /** Whether the answer was spoilt on purpose, so that it says nothing about the stand-in. */
    public boolean struck() {
        return answered.strike() != null;
    }
}
