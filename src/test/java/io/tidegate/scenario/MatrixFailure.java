package io.tidegate.scenario;

import io.tidegate.sandbox.http.Fault;
import io.tidegate.sandbox.http.Strike;
import java.util.List;
import java.util.Map;

/** What goes wrong with a call. Its words are the second column of docs/failures.md. */
enum MatrixFailure {
    /** One after another: an error, no answer, a closed connection, half an answer, a limit. */
    AWAY(
            "away",
            new Strike.Refuse(502, "scripted", Map.of()),
            new Strike.Hang(),
            new Strike.ResetBefore(),
            new Strike.Refuse(429, "scripted", Map.of("Retry-After", "1"))),
    LIMITED("limited", new Strike.Refuse(403, "You have exceeded a secondary rate limit", Map.of("Retry-After", "1"))),
    ANSWER_LOST("answer lost", new Strike.ResetAfter()),
    ANSWER_CUT("answer cut", new Strike.Truncate()),
    ERROR_THOUGH_DONE("error though done", new Strike.FailAfter(500, "scripted")),
    AWAY_FOR_LONG("away for long", new Strike.Refuse(503, "scripted", Map.of())),
    UNAUTHORISED("401", Strike.refuse(401, "scripted")),
    FORBIDDEN("403", Strike.refuse(403, "scripted")),
    NOT_FOUND("404", Strike.refuse(404, "scripted")),
    CONFLICT("409", Strike.refuse(409, "scripted")),
    UNPROCESSABLE("422", Strike.refuse(422, "scripted"));

    final String words;
    private final List<Strike> strikes;

    MatrixFailure(String words, Strike... strikes) {
        this.words = words;
        this.strikes = List.of(strikes);
    }

    /** It ends by itself, within the time for which Tidegate tries again. */
    boolean passes() {
        return ordinal() < AWAY_FOR_LONG.ordinal();
    }

    boolean strikes(MatrixSite site) {
        return switch (this) {
            case LIMITED -> site.github();
            case ANSWER_LOST, ERROR_THOUGH_DONE -> site.writes();
            default -> true;
        };
    }

    List<Fault> of(MatrixSite site, String subject) {
        return strikes.stream()
                .map(strike -> new Fault(site.route, subject, strike, 0, passes() ? 1 : Fault.ALWAYS))
                .toList();
    }
}
