package io.tidegate.terraformcloud;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import io.tidegate.run.Tenure;
import io.tidegate.run.WorkspaceSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a workspace and says what Tidegate may do with it. */
final class Workspaces {
    /** Whoever may tag a workspace gives it to the repository with this id: {@code tidegate-repository-71234}. */
    private static final String TAG = "tidegate-repository";

    private final HcpClient client;
    private final Accesses accesses;
    private final Identity identity;

    Workspaces(HcpClient client, Accesses accesses, Identity identity) {
        this.client = client;
        this.accesses = accesses;
        this.identity = identity;
    }

    /** What HCP Terraform told of a workspace that the repository may use. */
    record Found(Access access, boolean decided, Answer answer) {}

    WorkspaceSeen read(Repository repository, Environment environment) {
        Found found = find(repository, environment);
        WorkspaceSeen seen = seen(found.access().token(), environment, found.answer());
        return found.decided() ? seen.with(new Tenure.Decided()) : seen;
    }

    /** @throws Outside.Refused without consent, the same whether the workspace exists or not */
    Found find(Repository repository, Environment environment) {
        String organization = environment.organization();
        return switch (accesses.consent(repository, organization, environment.workspace())) {
            case Consent.Given(Access access, boolean decided) ->
                new Found(access, decided, send(access.token(), environment, false));
            case Consent.Tagged(Access access, Outside.Refused refusal) -> {
                Answer answer = send(access.token(), environment, true);
                // Nothing about a workspace that it may not use is told to a repository, not even whether it exists.
                if (!answer.succeeded() || !isTagged(access.token(), environment, answer, repository)) {
                    throw refusal;
                }
                yield new Found(access, false, answer);
            }
        };
    }

    private Answer send(Token token, Environment environment, boolean mayBeMissing) {
        Call call = Call.get(
                token,
                "/organizations/{organization}/workspaces/{name}",
                "organizations/" + Paths.segment(environment.organization()) + "/workspaces/"
                        + Paths.segment(environment.workspace()),
                reading(environment));
        return client.send(mayBeMissing ? call.expecting(404) : call);
    }

    private static String reading(Environment environment) {
        return "read the workspace " + environment.organization() + "/" + environment.workspace();
    }

    /** The flat tag comes with the workspace; tags with a value, its project's among them, take a call of their own. */
    private boolean isTagged(Token token, Environment environment, Answer answer, Repository repository) {
        Document.Resource<Attributes.Workspace> workspace = Json.document(
                        answer, Attributes.Workspace.class, reading(environment))
                .data();
        List<String> tags = workspace.attributes().tagNames();
        if (tags != null && tags.contains(TAG + "-" + repository.id())) {
            return true;
        }
        String doing = "read the tags of the workspace " + environment.organization() + "/" + environment.workspace();
        Answer bindings = client.send(Call.get(
                        token,
                        "/workspaces/{workspace}/effective-tag-bindings",
                        "workspaces/" + Paths.segment(workspace.id()) + "/effective-tag-bindings",
                        doing)
                .expecting(404)); // Terraform Enterprise has known them since 2024 only.
        return bindings.succeeded()
                && Json.documents(bindings, Attributes.TagBinding.class, doing).data().stream()
                        .map(Document.Resource::attributes)
                        .anyMatch(tag -> TAG.equals(tag.key())
                                && Long.toString(repository.id()).equals(tag.value()));
    }

    private WorkspaceSeen seen(Token token, Environment environment, Answer answer) {
        Document.Resource<Attributes.Workspace> workspace = Json.document(
                        answer, Attributes.Workspace.class, reading(environment))
                .data();
        refuse(environment, workspace.attributes());
        return new WorkspaceSeen(
                workspace.id(),
                environment.organization(),
                environment.workspace(),
                settings(workspace),
                obstacles(workspace.attributes()),
                lockedBy(token, workspace));
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

    static Attributes.WorkspacePermissions permissions(Attributes.Workspace workspace) {
        Attributes.WorkspacePermissions given = workspace.permissions();
        return given == null ? new Attributes.WorkspacePermissions(false, false, false) : given;
    }

    private static String text(@Nullable String setting) {
        return setting == null ? "none" : setting;
    }
}
