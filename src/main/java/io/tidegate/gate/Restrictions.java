package io.tidegate.gate;

import io.tidegate.environment.AfterFreeze;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.Freezes;
import io.tidegate.gate.Verdict.Closed;
import io.tidegate.gate.Verdict.Open;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The gates that exist where an environment's configuration asks for them. */
final class Restrictions {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private Restrictions() {}

    static String time(Instant moment) {
        return TIME.format(moment);
    }

    static boolean mayFreeze(Situation s) {
        return !s.environment().rules().freezes().isEmpty();
    }

    static Verdict freeze(Situation s) {
        Instant now = s.now() == null ? s.asOf() : s.now();
        if (now == null) {
            return new Open("looked at when somebody applies");
        }
        List<Freeze> freezes = s.environment().rules().freezes();
        return Freezes.holding(freezes, now)
                .<Verdict>map(holding -> new Closed(
                        "it is frozen (" + holding.freeze().written() + ")",
                        "the freeze ends at " + holding.until() + "; then " + afterwards(s)))
                .orElseGet(() -> new Open("not frozen"
                        + Freezes.next(freezes, now)
                                .map(next -> " (next: " + next + ")")
                                .orElse("")));
    }

    private static String afterwards(Situation s) {
        boolean resumes = s.environment().rules().apply() == ApplyMode.ON_MERGE
                && s.environment().rules().afterFreeze() == AfterFreeze.RESUME
                && s.asking() == null;
        return resumes
                ? "the merge goes on by itself"
                : "somebody comments `/apply " + s.environment().name() + "`";
    }

    static boolean mayConfirm(Situation s) {
        return s.environment().rules().confirmDestroy();
    }

    static Verdict confirmation(Situation s) {
        int destroys = switch (s.plan()) {
            case Situation.PlanSeen.Current current -> current.plan().destroys();
            case Situation.PlanSeen.Compared compared -> compared.plan().destroys();
            case Situation.PlanSeen.Missing missing -> 0;
        };
        if (destroys == 0) {
            return new Open("nothing is destroyed or replaced");
        }
        if (s.now() == null) {
            return new Open("asked for when somebody applies");
        }
        Integer said = s.asking() == null ? null : s.asking().destroys();
        if (said != null && said == destroys) {
            return new Open(destroys + " destroyed or replaced, as confirmed");
        }
        String what = destroys == 1 ? "1 resource is" : destroys + " resources are";
        return new Closed(
                what + " destroyed or replaced, and "
                        + (said == null ? "nobody confirmed that" : said + " was confirmed"),
                "somebody who means it comments `/apply " + s.environment().name() + " --confirm-destroy " + destroys
                        + "`");
    }
}
