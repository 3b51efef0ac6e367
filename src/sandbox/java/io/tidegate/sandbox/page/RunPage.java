package io.tidegate.sandbox.page;

import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.terraform.Run;

/** One run with its life, its logs, and its buttons. */
record RunPage(Frame frame, CloudPage cloud) {
    Response run(Request request) {
        String id = request.parameter("run");
        Run run = cloud.all().stream()
                .flatMap(workspace -> workspace.runs().stream())
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "There is no run " + id + "."));
        Html content = Html.of(
                """
                <p><a href="/terraform#%s">%s</a> · %s · started by <strong>%s</strong>%s</p>
                <p class="quiet">%s</p>
                <h2>Status</h2>
                <ol class="steps">%s</ol>
                %s
                <h2>Plan</h2>%s
                <h2>Apply</h2>%s
                """,
                run.workspace(),
                run.workspace(),
                run.planOnly() ? "plan only" : "plan and apply",
                run.createdBy(),
                run.confirmedBy().isEmpty()
                        ? ""
                        : Html.of(
                                " · confirmed by <strong>%s</strong>",
                                run.confirmedBy().get()),
                run.message(),
                run.statuses().stream()
                        .map(status -> Html.of("<li>%s</li>", status(status)))
                        .toList(),
                buttons(run, Frame.back(request)),
                log(run.planLog(), "Nothing was planned yet."),
                log(run.applyLog(), "Nothing was applied."));
        return frame.page(request, run.id(), Html.of("<h1>%s</h1>%s", run.id(), Frame.part("run", content)));
    }

    private static Html log(String text, String otherwise) {
        return text.isEmpty()
                ? Html.of("<p class=\"quiet\">%s</p>", otherwise)
                : Html.of("<pre class=\"terminal\" tabindex=\"0\">%s</pre>", text.replaceAll("\\x1b\\[[0-9;]*m", ""));
    }

    static Html status(String status) {
        return Html.of("<span class=\"status %s\">%s</span>", status, status);
    }

    /** What may be done with the run as it is now. */
    static Html buttons(Run run, Html back) {
        return Html.of(
                "<div class=\"buttons\">%s%s%s</div>",
                Html.when(run.confirmable(), "%s", button(run, "confirm", "Confirm", back)),
                Html.when(run.confirmable(), "%s", button(run, "discard", "Discard", back)),
                Html.when(running(run), "%s", button(run, "cancel", "Cancel", back)));
    }

    private static Html button(Run run, String act, String label, Html back) {
        return Html.of("""
                <form method="post" action="/terraform/runs/%s/%s">%s<button>%s<span class="hidden"> %s</span></button></form>
                """, run.id(), act, back, label, run.id());
    }

    private static boolean running(Run run) {
        return switch (run.status()) {
            case "pending", "plan_queued", "planning", "confirmed", "apply_queued", "applying" -> true;
            default -> false;
        };
    }
}
