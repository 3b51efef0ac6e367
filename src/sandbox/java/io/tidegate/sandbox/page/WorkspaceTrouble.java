package io.tidegate.sandbox.page;

import io.tidegate.sandbox.terraform.Trouble;
import io.tidegate.sandbox.terraform.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What HCP Terraform itself may come to in one workspace, in plain words. */
enum WorkspaceTrouble {
    NO_RUNS("new runs stay pending", trouble -> trouble.admits(false)),
    STRANGE_STATUS(
            "a planned run shows a status that nobody knows", trouble -> trouble.show("planned", "planned_maybe")),
    PLAN_ERRORS("plans end errored", trouble -> trouble.planEnds(Trouble.Ending.ERRORED)),
    PLAN_UNREACHABLE("plans lose their worker", trouble -> trouble.planEnds(Trouble.Ending.UNREACHABLE)),
    APPLY_UNREACHABLE("applies lose their worker", trouble -> trouble.applyEnds(Trouble.Ending.UNREACHABLE)),
    PLAN_NOT_YET("the plan as data is never ready", trouble -> trouble.planJson(Trouble.PlanJson.NOT_YET)),
    PLAN_MISSING("the plan as data is missing", trouble -> trouble.planJson(Trouble.PlanJson.MISSING)),
    PLAN_REDACTED("the token may read the redacted plan only", trouble -> trouble.planJson(Trouble.PlanJson.REDACTED)),
    MISCOUNTED("HCP Terraform counts one more to destroy than its plan has", trouble -> trouble.miscounts(1)),
    POLICY_SOFT("a policy fails, and may be overridden", trouble -> trouble.policy(Trouble.Policy.SOFT_FAILS)),
    POLICY_HARD("a policy fails for good", trouble -> trouble.policy(Trouble.Policy.HARD_FAILS)),
    TOO_LARGE("uploads are refused as too large", trouble -> trouble.refuseUploads(413)),
    REJECTED("uploaded configurations end errored", trouble -> trouble.rejectConfigurations("The archive is broken."));

    private final String words;
    private final Consumer<Trouble> brought;

    WorkspaceTrouble(String words, Consumer<Trouble> brought) {
        this.words = words;
        this.brought = brought;
    }

    static void bring(Workspace workspace, Form form) {
        String named = form.text("trouble");
        if (named.isEmpty()) {
            end(workspace.trouble());
            return;
        }
        Arrays.stream(values())
                .filter(one -> one.word().equals(named))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no trouble «" + named + "»"))
                .brought
                .accept(workspace.trouble());
    }

    private static void end(Trouble trouble) {
        trouble.admits(true);
        trouble.showPlainly();
        trouble.planEnds(Trouble.Ending.AS_EXECUTED);
        trouble.applyEnds(Trouble.Ending.AS_EXECUTED);
        trouble.planJson(Trouble.PlanJson.THERE);
        trouble.miscounts(0);
        trouble.policy(Trouble.Policy.NONE);
        trouble.refuseUploads(0);
        trouble.rejectConfigurations("");
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Html form(Workspace workspace) {
        List<Html> options = Arrays.stream(values())
                .map(one -> Html.of("<option value=\"%s\">%s</option>", one.word(), one.words))
                .toList();
        return Html.of("""
                <div class="inline trouble">
                <form method="post" action="/terraform/workspaces/%s/trouble" class="inline">
                <label for="trouble-%s">From now on</label> <select id="trouble-%s" name="trouble">%s</select>
                <button>Bring it on</button></form>
                <form method="post" action="/terraform/workspaces/%s/trouble"><button name="trouble" value="">All is well again</button></form>
                </div>
                """, workspace.name(), workspace.id(), workspace.id(), options, workspace.name());
    }
}
