package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.doctor.Tried;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.io.InputStream;

/** The items of a {@link Trial} that read what an ended plan has left. */
final class TrialReading {
    private static final int LARGEST = 1 << 20;
    private final HcpClient client;
    private final Token token;
    private final String workspace;
    private final String run;
    private final boolean administers;

    /** @param administers whether the token may read full plans */
    TrialReading(HcpClient client, Token token, String workspace, String run, boolean administers) {
        this.client = client;
        this.token = token;
        this.workspace = workspace;
        this.run = run;
        this.administers = administers;
    }

    Tried listed() {
        boolean with = lists("&filter%5Boperation%5D=plan_only");
        boolean without = lists("");
        return Tried.judged(
                "lists of runs",
                with && !without,
                "the speculative run is " + (with ? "" : "not ") + "in the list of plan_only, and "
                        + (without ? "" : "not ") + "in the list without a filter",
                "in the first, and not in the second");
    }

    private boolean lists(String filter) {
        String doing = "list runs";
        JsonNode listed = TrialRuns.tree(client.send(Call.get(
                token,
                "/workspaces/{workspace}/runs",
                "workspaces/" + Paths.segment(workspace) + "/runs?page%5Bsize%5D=20" + filter,
                doing)));
        for (JsonNode one : listed.path("data")) {
            if (one.path("id").asText().equals(run)) {
                return true;
            }
        }
        return false;
    }

    Tried json() {
        String doing = "read the JSON of a plan";
        Answer answer = client.send(Call.get(
                        token,
                        "/runs/{run}/plan/json-output",
                        "runs/" + Paths.segment(run) + "/plan/json-output",
                        doing)
                .expecting(307, 400, 403, 404, 422));
        if (answer.status() != 307) {
            return Tried.judged(
                    "JSON of a plan",
                    answer.status() == 404 && !administers,
                    "it is answered with " + answer.status(),
                    administers ? "307, since the token administers the workspace" : "404 for who is no administrator");
        }
        SignedAddress address =
                SignedAddress.of(answer.headers().firstValue("Location").orElse(null), client.base(), doing);
        String format = read(address, doing).path("format_version").asText("none");
        return Tried.judged(
                "JSON of a plan",
                format.startsWith("1."),
                "it is answered with 307 to " + TrialRuns.host(address.uri()) + ", which needs no token; its format is "
                        + format,
                "format 1.x");
    }

    Tried redacted() {
        Answer answer = askRedacted();
        JsonNode json = redacted(answer);
        String format = json.path("plan_format_version")
                .asText(json.path("format_version").asText("none"));
        return Tried.judged(
                "redacted JSON of a plan",
                format.startsWith("1."),
                "it is answered with " + answer.status() + "; its format is " + format,
                "200 or 307, and format 1.x, for everybody who may see the run");
    }

    /** The changes of outputs, by their names; missing where they may not be read. */
    JsonNode outputs() {
        return redacted(askRedacted()).path("output_changes");
    }

    private Answer askRedacted() {
        String doing = "read the redacted JSON of a plan";
        String plan = TrialRuns.tree(
                        client.send(Call.get(token, "/runs/{run}/plan", "runs/" + Paths.segment(run) + "/plan", doing)))
                .at("/data/id")
                .asText();
        return client.send(Call.get(
                        token,
                        "/plans/{plan}/json-output-redacted",
                        "plans/" + Paths.segment(plan) + "/json-output-redacted",
                        doing)
                .expecting(307, 400, 403, 404, 422));
    }

    private JsonNode redacted(Answer answer) {
        String doing = "read the redacted JSON of a plan";
        return switch (answer.status()) {
            case 200 -> TrialRuns.tree(answer);
            case 307 ->
                read(
                        SignedAddress.of(answer.headers().firstValue("Location").orElse(null), client.base(), doing),
                        doing);
            default -> MissingNode.getInstance();
        };
    }

    private JsonNode read(SignedAddress address, String doing) {
        try (InputStream in = client.download(address, "plan-json", doing)) {
            return Json.tree(in.readNBytes(LARGEST));
        } catch (IOException unreadable) {
            throw new Outside.Unavailable("what was found there is no JSON, or not whole", null);
        }
    }
}
