package io.tidegate.terraformcloud;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import io.tidegate.run.WorkspaceSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a workspace and says what Tidegate may do with it. */
final class Workspaces {
    private final HcpClient client;
    private final Accesses accesses;
    private final Identity identity;

    Workspaces(HcpClient client, Accesses accesses, Identity identity) {
        this.client = client;
        this.accesses = accesses;
        this.identity = identity;
    }

    WorkspaceSeen read(Repository repository, Environment environment) {
        String organization = environment.organization();
        Access access = accesses.forWorkspace(repository, organization, environment.workspace());
        String doing = "read the workspace " + organization + "/" + environment.workspace();
        Answer answer = client.send(Call.get(
                access.token(),
                "/organizations/{organization}/workspaces/{name}",
                "organizations/" + Paths.segment(organization) + "/workspaces/"
                        + Paths.segment(environment.workspace()),
                doing));
        Document.Resource<Attributes.Workspace> workspace =
                Json.document(answer, Attributes.Workspace.class, doing).data();
        refuse(environment, workspace.attributes());
        return new WorkspaceSeen(
                workspace.id(),
                organization,
                environment.workspace(),
                settings(workspace),
                obstacles(workspace.attributes()),
                lockedBy(access.token(), workspace));
    }

    private static void refuse(Environment environment, Attributes.Workspace workspace) {
        String name = "The workspace " + environment.organization() + "/" + environment.workspace();
        if (!"remote".equals(workspace.executionMode()) && !"agent".equals(workspace.executionMode())) {
            throw new Outside.Refused(
                    name + " has the execution mode " + workspace.executionMode()
                            + ", in which HCP Terraform runs nothing.",
                    "Set its execution mode to remote or agent.");
        }
        String directory = Paths.directory(workspace.workingDirectory());
        String wanted = Paths.directory(environment.directory());
        if (!directory.equals(wanted)) {
            throw new Outside.Refused(
                    name + " runs in the directory " + (directory.isEmpty() ? "/" : directory)
                            + ", but the environment " + environment.name() + " is " + (wanted.isEmpty() ? "/" : wanted)
                            + ".",
                    "Set the workspace's Terraform working directory to " + (wanted.isEmpty() ? "nothing" : wanted)
                            + ".");
        }
        if (!permissions(workspace).canQueueRun()) {
            throw new Outside.Refused(
                    name + " does not let Tidegate's token queue plans.",
                    "Give the token's team at least the permission Plan on the workspace.");
        }
    }

    /** What keeps runs of it from being applied, though they can be planned. */
    private static List<String> obstacles(Attributes.Workspace workspace) {
        List<String> obstacles = new ArrayList<>();
        if (workspace.isVcsConnected()) {
            obstacles.add("the workspace is connected to version control and starts runs by itself; disconnect it");
        }
        if (workspace.autoApply()) {
            obstacles.add("the workspace applies runs by itself; switch auto-apply off");
        }
        if (workspace.autoApplyRunTrigger()) {
            obstacles.add("the workspace applies triggered runs by itself; switch auto-apply of run triggers off");
        }
        if (!permissions(workspace).canQueueApply()) {
            obstacles.add("the token may not apply here; give its team the permission Apply on the workspace");
        }
        return obstacles;
    }

    private static List<String> settings(Document.Resource<Attributes.Workspace> workspace) {
        Attributes.Workspace attributes = workspace.attributes();
        return List.of(
                "execution mode: " + attributes.executionMode(),
                "terraform version setting: " + text(attributes.terraformVersion()),
                "working directory: " + Paths.directory(attributes.workingDirectory()),
                "agent pool: " + workspace.related("agent-pool").orElse("none"));
    }

    /** A run locks its workspace while it goes on; that is the queue's matter, so only locks by hand are told. */
    private @Nullable String lockedBy(Token token, Document.Resource<Attributes.Workspace> workspace) {
        String type = workspace.relatedType("locked-by").orElse("");
        if (!workspace.attributes().locked() || type.equals("runs")) {
            return null;
        }
        Optional<String> holder = workspace.related("locked-by");
        if (type.equals("users") && holder.isPresent()) {
            return identity.name(token, holder.get());
        }
        return (type.equals("teams") ? "a team" : "somebody")
                + holder.map(id -> " (" + id + ")").orElse("");
    }

    private static Attributes.WorkspacePermissions permissions(Attributes.Workspace workspace) {
        Attributes.WorkspacePermissions given = workspace.permissions();
        return given == null ? new Attributes.WorkspacePermissions(false, false) : given;
    }

    private static String text(@Nullable String setting) {
        return setting == null ? "none" : setting;
    }
}
