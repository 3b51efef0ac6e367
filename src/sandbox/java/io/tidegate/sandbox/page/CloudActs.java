package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.StandIn;
import io.tidegate.sandbox.terraform.Workspace;
import java.util.Map;
import java.util.function.BiConsumer;

/** What people do in HCP Terraform, behind Tidegate's back. */
record CloudActs(Sandbox sandbox, CloudPage cloud, People people) {
    private interface Act {
        void on(Workspace workspace, Form form, String by);
    }

    void register(StandIn server) {
        onRun(server, "confirm", (run, by) -> sandbox.terraform().confirmByHand(run, by));
        onRun(server, "discard", (run, by) -> sandbox.terraform().discardByHand(run, by));
        onRun(server, "cancel", (run, by) -> sandbox.terraform().cancelByHand(run, by));
        on(server, "variable", this::variable);
        on(server, "lock", (workspace, form, by) -> workspace.lockByHand(by, "Locked on the page"));
        on(server, "unlock", (workspace, form, by) -> workspace.unlockByHand());
        on(server, "auto-apply", (workspace, form, by) -> workspace.autoApply(isOn(form)));
        on(server, "vcs", (workspace, form, by) -> workspace.vcsRepo(isOn(form)));
        on(server, "queue", (workspace, form, by) -> workspace.foreignRun(by, null, "Queued by hand by " + by));
        on(server, "trouble", (workspace, form, by) -> WorkspaceTrouble.bring(workspace, form));
        on(server, "break-applies", (workspace, form, by) -> workspace.failNextApply(isOn(form)));
        server.route("POST", "/holds", request -> {
            Form form = Form.of(request);
            sandbox.holds().hold(form.required("route"));
            return form.back("/terraform");
        });
        server.route("POST", "/holds/release", request -> {
            Form form = Form.of(request);
            sandbox.holds().release(form.required("route"));
            return form.back("/terraform");
        });
    }

    private static boolean isOn(Form form) {
        return form.required("on").equals("true");
    }

    private void onRun(StandIn server, String act, BiConsumer<String, String> does) {
        server.route("POST", "/terraform/runs/{run}/" + act, request -> {
            Form form = Form.of(request);
            String by = people.acting(request, form).login();
            Acts.done(() -> does.accept(request.parameter("run"), by));
            return form.back("/terraform");
        });
    }

    private void on(StandIn server, String act, Act does) {
        server.route("POST", "/terraform/workspaces/{workspace}/" + act, request -> {
            Form form = Form.of(request);
            Workspace workspace = found(request);
            String by = people.acting(request, form).login();
            Acts.done(() -> does.on(workspace, form, by));
            return form.back("/terraform");
        });
    }

    private Workspace found(Request request) {
        return cloud.all().stream()
                .filter(candidate -> candidate.name().equals(request.parameter("workspace")))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "There is no such workspace."));
    }

    private void variable(Workspace workspace, Form form, String by) {
        if (form.text("how").equals("underneath")) {
            workspace.changeState(Map.of(form.required("key"), form.text("value")));
        } else {
            workspace.setVariable(
                    form.required("key"),
                    form.text("value"),
                    form.text("sensitive").equals("true"));
        }
    }
}
