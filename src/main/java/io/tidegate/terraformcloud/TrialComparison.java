package io.tidegate.terraformcloud;

import io.tidegate.doctor.Tried;
import java.util.List;

/** The items of a {@link Trial} for which a second plan is made of a configuration that was planned before. */
final class TrialComparison {
    private final HcpClient client;
    private final Token token;
    private final TrialRuns runs;
    private final String version;

    /** @param version of a speculative configuration */
    TrialComparison(HcpClient client, Token token, String version) {
        this.client = client;
        this.token = token;
        this.runs = new TrialRuns(client, token);
        this.version = version;
    }

    /** @param first a run of the same configuration in the same workspace, with its plan */
    Tried digests(String workspace, String first) {
        String item = "digests of sensitive values";
        String doing = "create a second run to compare";
        String second = TrialRuns.made(runs.create(workspace, version, true, doing), doing);
        runs.follow(second);
        String one = hidden(workspace, first);
        String other = hidden(workspace, second);
        if (one.isEmpty() || other.isEmpty()) {
            return new Tried.Untried(item, "the redacted JSON does not hold the sensitive output");
        }
        return new Tried.Seen(
                item,
                "in the redacted JSON of two plans of the same value they are "
                        + (one.equals(other) ? "equal" : "different")
                        + "; Tidegate compares none of them");
    }

    private String hidden(String workspace, String run) {
        return new TrialReading(client, token, workspace, run, false)
                .outputs()
                .at("/" + TrialArchive.HIDDEN + "/after")
                .asText();
    }

    /** @param second the id of another workspace, as empty as the first */
    Tried elsewhere(String second) {
        String doing = "create a run of another workspace's configuration";
        Answer answer = runs.create(second, version, true, doing);
        String item = "configuration of another workspace";
        if (!answer.succeeded()) {
            return new Tried.Seen(item, "a run of it is answered with " + answer.status() + "; Tidegate makes none");
        }
        List<String> statuses = runs.follow(TrialRuns.made(answer, doing)).statuses();
        return new Tried.Seen(item, "a run of it was " + String.join(", ", statuses) + "; Tidegate makes none");
    }
}
