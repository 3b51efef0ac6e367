package io.tidegate.gate;

import io.tidegate.environment.Pins;
import io.tidegate.environment.Right;
import io.tidegate.gate.Verdict.Closed;
import io.tidegate.gate.Verdict.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The gates about what people approved, and that it is what will run. */
final class ApprovalGates {
    private ApprovalGates() {}

    static Verdict approvals(Situation s) {
        Situation.ApprovalsSeen approvals = s.approvals();
        if (!approvals.asked().asked()) {
            return new Open("none needed");
        }
        String counted = approvals.counted().isEmpty() ? "" : " by " + String.join(", ", approvals.counted());
        int enough = Math.max(approvals.asked().count(), 1);
        if (approvals.lacking().isEmpty()) {
            return new Open(approvals.counted().size() + " of " + enough + counted + unlinked(approvals));
        }
        String others = approvals.discounted().stream()
                .map(d -> d.login() + " (" + d.why() + ")")
                .collect(Collectors.joining(", "));
        boolean few = approvals.counted().size() < approvals.asked().count();
        String lacking = few
                ? approvals.lacking().getFirst() + counted + rest(approvals.lacking())
                : String.join("; ", approvals.lacking()) + (counted.isEmpty() ? "" : "; approved" + counted);
        List<String> remedies = new ArrayList<>(approvals.remedies());
        if (approvals.people()) {
            remedies.addFirst(somebody(s, approvals));
        }
        return new Closed(
                lacking + (others.isEmpty() ? "" : "; not " + others) + unlinked(approvals),
                String.join("; and ", remedies));
    }

    private static String rest(List<String> lacking) {
        return lacking.stream().skip(1).map(one -> "; " + one).collect(Collectors.joining());
    }

    private static String somebody(Situation s, Situation.ApprovalsSeen approvals) {
        return Authorization.somebody(s.environment().rules().rights(), Right.APPROVE)
                + teams(approvals)
                + (approvals.owners().isEmpty() ? "" : " (" + String.join(" and ", approvals.owners()) + ")")
                + " who has no part in it reviews the plan, or comments `/approve "
                + s.environment().name() + "`";
    }

    private static String teams(Situation.ApprovalsSeen approvals) {
        String teams = String.join(", ", approvals.asked().teams().keySet());
        return teams.isEmpty() ? "" : " (of team " + teams + " as many as are asked for)";
    }

    private static String unlinked(Situation.ApprovalsSeen approvals) {
        return approvals.unlinked().isEmpty()
                ? ""
                : "; nobody can tell whether these authors of commits, whom GitHub links to no account, approved: "
                        + String.join(", ", approvals.unlinked());
    }

    static boolean mustBePinned(Situation s) {
        return s.environment().rules().approvals().asked();
    }

    /** What is approved must be what runs: code from elsewhere that changes by itself was reviewed by nobody. */
    static Verdict pinned(Situation s) {
        Pins pins = s.pins();
        if (pins.loose().isEmpty()) {
            return new Open(pins.held().isEmpty() ? "nothing comes from elsewhere" : String.join(", ", pins.held()));
        }
        return new Closed(
                pins.loose().stream().map(Pins.Loose::what).collect(Collectors.joining("; ")),
                pins.loose().stream().map(Pins.Loose::remedy).distinct().collect(Collectors.joining("; ")));
    }
}
