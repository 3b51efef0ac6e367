package io.tidegate.doctor;

import java.util.List;

/** Whether a pull request can be merged without Tidegate, or by somebody who pretends to be it. */
public final class ProtectionExamination {
    private ProtectionExamination() {}

    public static Finding of(ProtectionSeen seen, long app) {
        String subject = "required check of " + seen.repository();
        List<ProtectionSeen.Required> ours = seen.required().stream()
                .filter(one -> one.name().equals("tidegate"))
                .toList();
        String rule = "a rule for " + seen.branch() + " in the repository's or the organisation's settings";
        if (ours.isEmpty()) {
            return new Finding.Warning(
                    subject,
                    seen.branch() + " does not require the check tidegate: what was never planned can be merged.",
                    "Require it in " + rule + ", with this App as its source.");
        }
        if (ours.stream().anyMatch(one -> one.app() == app)) {
            return new Finding.Ok(subject, seen.branch() + " requires tidegate, from this App alone.");
        }
        if (ours.stream().anyMatch(one -> one.app() == 0)) {
            return new Finding.Warning(
                    subject,
                    seen.branch() + " requires tidegate from anybody: whoever can write may set a status of that name.",
                    "Choose this App as the check's source in " + rule + ".");
        }
        return new Finding.Problem(
                subject,
                seen.branch() + " requires tidegate from App " + ours.getFirst().app()
                        + ", which is another one: nothing" + " can be merged.",
                "Choose App " + app + " as the check's source in " + rule + ".");
    }
}
