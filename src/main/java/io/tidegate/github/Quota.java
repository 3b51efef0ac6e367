package io.tidegate.github;

import io.tidegate.flow.Budgets;
import io.tidegate.flow.Outside;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What GitHub's answers tell of the limit of an installation, or of the App itself. */
final class Quota {
    private static final Duration LONGEST = Duration.ofHours(1);
    private final Budgets budgets;
    private final InstantSource clock;

    Quota(Budgets budgets, InstantSource clock) {
        this.budgets = budgets;
        this.clock = clock;
    }

    /** A secondary limit is one for REST and GraphQL together: a query asks for both. */
    void ask(Call call) {
        budgets.ask(installation(call));
        if (call.queries()) {
            budgets.ask(whose(call));
        }
    }

    void told(Call call, Answer answer) {
        long most = number(answer, "X-RateLimit-Limit");
        long remaining = number(answer, "X-RateLimit-Remaining");
        long reset = number(answer, "X-RateLimit-Reset");
        if (most <= 0
                || remaining < 0
                || reset <= 0
                || !answer.header("X-RateLimit-Resource").orElse("core").equals(call.queries() ? "graphql" : "core")) {
            return;
        }
        // Both by GitHub's clock, where it tells the time.
        Instant now = answer.date().orElseGet(clock::instant);
        Duration renewed = Duration.between(now, Instant.ofEpochSecond(reset));
        if (renewed.isPositive() && renewed.compareTo(LONGEST) <= 0) {
            budgets.told(whose(call), new Budgets.Told(remaining, most, renewed));
        }
    }

    /** A limit that was hit holds for everybody who would ask in the same name. @return the fault */
    Outside heeding(Call call, Answer answer, Outside fault) {
        if (fault instanceof Outside.Unavailable limited && answer.status() < 500) {
            Duration after = limited.after();
            if (after != null && after.isPositive()) {
                // Only GraphQL's own limit comes in a success.
                budgets.hold(answer.ok() ? whose(call) : installation(call), after);
            }
        }
        return fault;
    }

    /** GraphQL has a limit of its own, in points. */
    private static String whose(Call call) {
        return installation(call) + (call.queries() ? "/graphql" : "");
    }

    /** Of the scope of a call only the installation is told: each of its repositories has the same limit. */
    private static String installation(Call call) {
        int slash = call.scope().indexOf('/');
        return "github/" + (slash < 0 ? call.scope() : call.scope().substring(0, slash));
    }

    private static long number(Answer answer, String header) {
        String text = answer.header(header).orElse("");
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : -1;
    }
}
