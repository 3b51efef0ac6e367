package io.tidegate.sandbox.http;

/**
 * What became of one request.
 *
 * @param route its name; {@code refused} or {@code none} where it reached no route
 * @param subject the repository or workspace that it was about; empty where there is none
 * @param strike what went wrong on purpose; null where nothing did
 * @param response what the stand-in answered, whether it was sent or not
 */
public record Answered(String route, String subject, Strike strike, Response response, Sent sent) {
    /** How much of the answer reached the client. */
    public enum Sent {
        WHOLE,
        HALF,
        NOTHING
    }

    static Answered whole(String route, String subject, Response response) {
        return new Answered(route, subject, null, response, Sent.WHOLE);
    }

    Answered as(Response finished) {
        return new Answered(route, subject, strike, finished, sent);
    }
}
