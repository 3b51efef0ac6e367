package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.terraform.Run;
import io.tidegate.sandbox.terraform.Workspace;
import java.util.ArrayList;
import java.util.List;

/** HCP Terraform's side: workspaces with their runs, logs, and what a person may do there behind Tidegate's back. */
record CloudPage(Sandbox sandbox, Frame frame) {
    private static final int MOST = 25;

    Response workspaces(Request request) {
        List<Html> sections = new ArrayList<>();
        for (Workspace workspace : all()) {
            sections.add(Html.of(
                    """
                    <section class="box">
                    <h2>%s</h2>
                    %s
                    %s
                    </section>
                    """,
                    workspace.name(), Frame.part("runs-" + workspace.name(), runs(workspace)), variable(workspace)));
        }
        return frame.page(
                "HCP Terraform",
                Html.of(
                        """
                <h1>HCP Terraform: %s</h1>
                <form id="by" method="post" class="box act">%s <span class="quiet">for confirming, discarding and cancelling by hand</span></form>
                %s
                %s
                """,
                        SeededRepository.ORGANIZATION,
                        frame.as("by-as", "ann"),
                        Frame.part("holds", holds()),
                        sections));
    }

    private static Html runs(Workspace workspace) {
        List<Html> rows = workspace.runs().reversed().stream()
                .limit(MOST)
                .map(CloudPage::row)
                .toList();
        return rows.isEmpty() ? Html.of("<p class=\"quiet\">No runs yet.</p>") : Html.of("""
                        <div class="scroll"><table>
                        <thead><tr><th>Run</th><th>Status</th><th>Kind</th><th>Started by</th><th>Confirmed by</th><th>By hand</th></tr></thead>
                        <tbody>%s</tbody></table></div>
                        """, rows);
    }

    private static Html row(Run run) {
        return Html.of(
                """
                <tr><td><a href="/terraform/runs/%s">%s</a><br><span class="quiet">%s</span></td>
                <td><span class="status %s">%s</span></td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>
                """,
                run.id(),
                run.id(),
                firstLine(run.message()),
                run.status(),
                run.status(),
                run.planOnly() ? "plan only" : "plan and apply",
                run.createdBy(),
                run.confirmedBy().orElse("—"),
                buttons(run));
    }

    private static Html buttons(Run run) {
        String path = "/terraform/runs/" + run.id();
        return Html.of(
                "%s%s",
                Html.when(
                        run.confirmable(),
                        "<button form=\"by\" formaction=\"%s/confirm\">Confirm</button> <button form=\"by\" formaction=\"%s/discard\">Discard</button> ",
                        path,
                        path),
                Html.when(running(run), "<button form=\"by\" formaction=\"%s/cancel\">Cancel</button>", path));
    }

    private static boolean running(Run run) {
        return switch (run.status()) {
            case "pending", "plan_queued", "planning", "confirmed", "apply_queued", "applying" -> true;
            default -> false;
        };
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    private static Html variable(Workspace workspace) {
        String id = workspace.id();
        return Html.of("""
                <form method="post" action="/terraform/workspaces/%s/variable" class="inline">
                <label for="key-%s">Variable</label> <input id="key-%s" name="key" value="app_count" required pattern="[A-Za-z_][A-Za-z0-9_-]*">
                <label for="value-%s">Value</label> <input id="value-%s" name="value">
                <label><input type="checkbox" name="sensitive" value="true"> sensitive</label>
                <button name="how" value="set">Set it for the next runs</button>
                <button name="how" value="underneath">Apply it outside of any run</button>
                </form>
                """, workspace.name(), id, id, id, id);
    }

    Html holds() {
        List<Html> held = sandbox.holds().held().stream()
                .map(route -> Html.of("""
                        <li><form method="post" action="/holds/release"><input type="hidden" name="route" value="%s">
                        <code>%s</code> %s waiting <button>Release</button></form></li>
                        """, route, route, sandbox.holds().waiting(route)))
                .toList();
        return Html.when(!held.isEmpty(), "<section class=\"box\"><h2>Held requests</h2><ul>%s</ul></section>", held);
    }

    Response run(Request request) {
        String id = request.parameter("run");
        Run run = all().stream()
                .flatMap(workspace -> workspace.runs().stream())
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "There is no run " + id + "."));
        Html content = Html.of(
                """
                <h1>%s</h1>
                <p>%s · %s · %s</p>
                <p class="quiet">%s</p>
                <h2>Plan</h2><pre>%s</pre>
                <h2>Apply</h2><pre>%s</pre>
                """,
                run.id(),
                run.workspace(),
                run.planOnly() ? "plan only" : "plan and apply",
                String.join(" → ", run.statuses()),
                run.message(),
                run.planLog(),
                run.applyLog().isEmpty() ? "Nothing was applied." : run.applyLog());
        return frame.page(run.id(), Frame.part("run", content));
    }

    List<Workspace> all() {
        return List.copyOf(
                sandbox.terraform().organization(SeededRepository.ORGANIZATION).workspaces());
    }
}
