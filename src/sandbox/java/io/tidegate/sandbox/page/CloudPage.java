package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.page.People.Actor;
import io.tidegate.sandbox.terraform.Run;
import io.tidegate.sandbox.terraform.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** HCP Terraform's side: workspaces with their runs, and what a person may do there behind Tidegate's back. */
record CloudPage(Sandbox sandbox, Frame frame) {
    private static final int MOST = 25;

    Response workspaces(Request request) {
        Actor actor = frame.people().of(request);
        List<Html> sections = new ArrayList<>();
        for (Workspace workspace : all()) {
            WorkspaceSwitches switches = new WorkspaceSwitches(sandbox, workspace);
            sections.add(Html.of(
                    """
                    <section class="box workspace" id="%s" aria-label="Workspace %s">
                    <h2>%s</h2>
                    %s
                    %s
                    %s
                    </section>
                    """,
                    workspace.name(),
                    workspace.name(),
                    workspace.name(),
                    Frame.part("switches-" + workspace.name(), switches.html()),
                    Frame.part("runs-" + workspace.name(), runs(workspace)),
                    Html.of("%s%s", WorkspaceTrouble.form(workspace), switches.variable())));
        }
        return frame.page(
                request, "HCP Terraform", Html.of("""
                <h1>HCP Terraform <span class="quiet">%s</span></h1>
                <p>What you press here happens behind Tidegate's back, as <strong>%s</strong>.</p>
                %s
                """, SeededRepository.ORGANIZATION, actor.name(), sections));
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
                <td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>
                """,
                run.id(),
                run.id(),
                firstLine(run.message()),
                RunPage.status(run.status()),
                run.planOnly() ? "plan only" : "plan and apply",
                run.createdBy(),
                run.confirmedBy().orElse("—"),
                RunPage.buttons(run, Html.NOTHING));
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    List<Workspace> all() {
        return sandbox.terraform().organization(SeededRepository.ORGANIZATION).workspaces().stream()
                .sorted(Comparator.comparing(CloudPage::promotion))
                .toList();
    }

    /** In the order in which changes are promoted; what was made later comes last. */
    private static int promotion(Workspace workspace) {
        int place = SeededRepository.ENVIRONMENTS.indexOf(
                workspace.name().substring(workspace.name().lastIndexOf('-') + 1));
        return place < 0 ? SeededRepository.ENVIRONMENTS.size() : place;
    }
}
