package io.tidegate.terraformcloud;

import io.tidegate.environment.Rules;
import io.tidegate.flow.Outside;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.OwnRule;
import io.tidegate.plan.Plan;
import io.tidegate.run.RunId;
import io.tidegate.run.WorkspaceSeen;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * Reads the JSON of a finished plan as a stream; it is kept nowhere. The full one is for administrators of the workspace
 * only; with less the redacted one is read.
 */
final class PlanDownload {
    private final HcpClient client;
    private final DigestKey key;
    private final List<OwnRule> rules;

    PlanDownload(HcpClient client, DigestKey key, List<OwnRule> rules) {
        this.client = client;
        this.key = key;
        this.rules = rules;
    }

    Plan read(Token token, RunId run, WorkspaceSeen workspace, Rules asked) {
        String doing = "read the plan of the run " + run;
        Answer answer = client.send(Call.get(
                        token,
                        "/runs/{run}/plan/json-output",
                        "runs/" + Paths.segment(run.text()) + "/plan/json-output",
                        doing)
                .expecting(307, 404));
        Plan plan = switch (answer.status()) {
            case 204 ->
                throw new Outside.Unavailable(
                        "The plan of the run " + run + " is not written yet.", Duration.ofSeconds(2));
            case 404 -> redacted(token, run, workspace, asked, doing);
            case 307 -> parse(client.download(location(answer, doing), "plan-json", doing), asked, doing);
            default -> throw Failures.of(doing, answer);
        };
        return inContext(plan.noting(rules), workspace);
    }

    private Plan redacted(Token token, RunId run, WorkspaceSeen workspace, Rules asked, String doing) {
        Answer found =
                client.send(Call.get(token, "/runs/{run}/plan", "runs/" + Paths.segment(run.text()) + "/plan", doing)
                        .expecting(404));
        if (!found.succeeded()) {
            throw hidden(workspace, doing);
        }
        String plan = Json.document(found, Attributes.Phase.class, doing).data().id();
        HcpClient.Streamed streamed = client.stream(Call.get(
                        token,
                        "/plans/{plan}/json-output-redacted",
                        "plans/" + Paths.segment(plan) + "/json-output-redacted",
                        doing)
                .expecting(307, 404, 422));
        return switch (streamed.answer().status()) {
            case 200 -> parse(streamed.body(), asked, doing);
            case 307 -> parse(client.download(location(streamed.answer(), doing), "plan-json", doing), asked, doing);
            case 204 ->
                throw new Outside.Unavailable(
                        "The plan of the run " + run + " is not written yet.", Duration.ofSeconds(2));
            default -> throw hidden(workspace, doing);
        };
    }

    private static Outside.Refused hidden(WorkspaceSeen workspace, String doing) {
        return new Outside.Refused(
                "Tidegate could not " + doing + ": HCP Terraform does not show it to the token.",
                "Give the token's team the permission Admin on the workspace " + workspace.organization() + "/"
                        + workspace.name() + ": HCP Terraform shows a plan's JSON to admins only.");
    }

    private SignedAddress location(Answer answer, String doing) {
        return SignedAddress.of(answer.headers().firstValue("Location").orElse(null), client.base(), doing);
    }

    private Plan parse(InputStream json, Rules asked, String doing) {
        try (json) {
            return PlanReader.read(json, key, asked.show(), asked.ignored());
        } catch (UnreadablePlan unreadable) {
            throw new Outside.Refused(
                    String.valueOf(unreadable.getMessage()),
                    "Nothing is applied on a plan that Tidegate cannot read in full; look at it in HCP Terraform.");
        } catch (IOException cutOff) {
            throw Failures.of(doing, cutOff);
        }
    }

    private static Plan inContext(Plan plan, WorkspaceSeen workspace) {
        Plan inContext = plan.with("workspace", workspace.id());
        for (String setting : workspace.settings()) {
            int colon = setting.indexOf(": ");
            inContext = colon < 0
                    ? inContext.with("workspace setting " + setting, "set")
                    : inContext.with("workspace " + setting.substring(0, colon), setting.substring(colon + 2));
        }
        return inContext;
    }
}
