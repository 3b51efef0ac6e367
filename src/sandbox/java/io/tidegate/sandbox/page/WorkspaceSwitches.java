package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.terraform.Workspace;
import io.tidegate.sandbox.terraform.Workspace.Settings;
import java.util.ArrayList;
import java.util.List;

/** What a person may turn in one workspace: its lock, settings, holds, the next apply, a run by hand, variables. */
record WorkspaceSwitches(Sandbox sandbox, Workspace workspace) {
    Html html() {
        Settings settings = workspace.settings();
        List<Html> switches = new ArrayList<>();
        if (settings.lockedBy().isEmpty()) {
            switches.add(button("lock", "", "Lock", "Lock it by hand: runs wait until it is unlocked"));
        } else if (!settings.byRun()) {
            switches.add(button("unlock", "", "Unlock", "Runs that waited go on"));
        }
        switches.add(button("queue", "", "Queue a run", "A run of the current configuration that is not Tidegate's"));
        switches.add(hold("plan"));
        switches.add(hold("apply"));
        switches.add(button(
                "break-applies",
                "" + !settings.applyFails(),
                settings.applyFails() ? "Let the next apply succeed" : "Make the next apply fail",
                "The state stays as it is"));
        switches.add(button(
                "auto-apply",
                "" + !settings.autoApply(),
                settings.autoApply() ? "Switch auto-apply off" : "Switch auto-apply on",
                "Tidegate must not work in a workspace that applies by itself"));
        switches.add(button(
                "vcs",
                "" + !settings.vcs(),
                settings.vcs() ? "Disconnect from version control" : "Connect to version control",
                "Tidegate must not work in a workspace that plans by itself"));
        return Html.of("<p>%s</p><div class=\"buttons\">%s</div>", state(settings), switches);
    }

    private Html state(Settings settings) {
        List<Html> badges = new ArrayList<>();
        settings.lockedBy()
                .ifPresentOrElse(
                        by -> badges.add(
                                Html.of("<span class=\"badge warn\">%s locked by %s</span> ", Icon.LOCK.html(), by)),
                        () -> badges.add(Html.of("<span class=\"badge\">unlocked</span> ")));
        badges.add(Html.when(settings.applyFails(), "<span class=\"badge bad\">the next apply fails</span> "));
        badges.add(Html.when(settings.autoApply(), "<span class=\"badge bad\">applies automatically</span> "));
        badges.add(Html.when(settings.vcs(), "<span class=\"badge bad\">connected to version control</span> "));
        for (String step : List.of("plan", "apply")) {
            String route = route(step);
            badges.add(Html.when(
                    sandbox.holds().held().contains(route),
                    "<span class=\"badge warn\">%s held, %s waiting</span> ",
                    step.equals("plan") ? "plans are" : "applies are",
                    sandbox.holds().waiting(route)));
        }
        return Html.of("%s", badges);
    }

    private String route(String step) {
        return "terraform " + step + " " + workspace.name();
    }

    private Html hold(String step) {
        boolean held = sandbox.holds().held().contains(route(step));
        String plural = step.equals("plan") ? "plans" : "applies";
        return Html.of(
                """
                <form method="post" action="/holds%s"><input type="hidden" name="route" value="%s">
                <button title="%s">%s %s</button></form>
                """,
                held ? "/release" : "",
                route(step),
                held ? "What waits goes on" : "They wait before they begin, for as long as you like",
                held ? "Release" : "Hold",
                plural);
    }

    private Html button(String act, String on, String label, String title) {
        return Html.of("""
                <form method="post" action="/terraform/workspaces/%s/%s"><input type="hidden" name="on" value="%s">
                <button title="%s">%s</button></form>
                """, workspace.name(), act, on, title, label);
    }

    Html variable() {
        String id = workspace.id();
        return Html.of("""
                <form method="post" action="/terraform/workspaces/%s/variable" class="inline">
                <label for="key-%s">Variable</label> <input id="key-%s" name="key" value="app_count" required pattern="[A-Za-z_][A-Za-z0-9_-]*">
                <label for="value-%s">Value</label> <input id="value-%s" name="value" size="8">
                <label><input type="checkbox" name="sensitive" value="true"> sensitive</label>
                <button name="how" value="set">Set it for the next runs</button>
                <button name="how" value="underneath">Apply it outside of any run</button>
                </form>
                """, workspace.name(), id, id, id, id);
    }
}
