package io.tidegate.terraformcloud;

import io.tidegate.flow.Outside;
import io.tidegate.flow.OwnRuns;
import io.tidegate.run.RunId;
import io.tidegate.run.RunStatus;
import java.util.List;
import java.util.Optional;

/** Looks for runs of ours in a workspace. Which token may see it, its id does not tell: they are tried. */
final class HcpOwnRuns implements OwnRuns {
    private final HcpClient client;
    private final Accesses accesses;
    private final Identity identity;

    HcpOwnRuns(HcpClient client, Accesses accesses, Identity identity) {
        this.client = client;
        this.accesses = accesses;
        this.identity = identity;
    }

    @Override
    public List<Own> waiting(String workspace) {
        Outside.Refused refused = new Outside.Refused("No token may see it.", "Configure one.");
        for (Access access : accesses.all()) {
            try {
                return waiting(access.token(), workspace);
            } catch (Outside.Refused hidden) {
                refused = hidden;
            }
        }
        throw refused;
    }

    private List<Own> waiting(Token token, String workspace) {
        String doing = "look for runs of Tidegate's in the workspace " + workspace;
        Answer answer = client.send(Call.get(
                token,
                "/workspaces/{workspace}/runs",
                "workspaces/" + Paths.segment(workspace)
                        + "/runs?page%5Bsize%5D=50&filter%5Boperation%5D=plan_and_apply",
                doing));
        Optional<String> us = identity.of(token);
        return Json.documents(answer, Attributes.Run.class, doing).data().stream()
                .filter(run -> us.isPresent() && us.equals(run.related("created-by")))
                .filter(run -> waits(new RunStatus(run.attributes().status())))
                .filter(run -> run.attributes().message() != null)
                .map(run -> new Own(
                        new RunId(run.id()), String.valueOf(run.attributes().message())))
                .toList();
    }

    private static boolean waits(RunStatus status) {
        return !status.isFinal() && !status.isConfirmed();
    }
}
