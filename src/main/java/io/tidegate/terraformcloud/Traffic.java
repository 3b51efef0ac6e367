package io.tidegate.terraformcloud;

import io.tidegate.flow.Outside;
import io.tidegate.run.OtherRun;
import io.tidegate.run.RunId;
import io.tidegate.run.RunStatus;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What else goes on in a workspace: which run has it, and which one made its newest state. Only looked at, never touched. */
final class Traffic {
    private final HcpClient client;
    private final Identity identity;
    private final RunReading runs;

    Traffic(HcpClient client, Identity identity, RunReading runs) {
        this.client = client;
        this.identity = identity;
        this.runs = runs;
    }

    /** The run that locks the workspace, or else the one that HCP Terraform calls its current one, while it goes on. */
    Optional<OtherRun> ahead(Token token, WorkspaceSeen workspace, RunId waiting) {
        String doing = "read which run has the workspace " + workspace.name();
        Answer answer = client.send(
                Call.get(token, "/workspaces/{workspace}", "workspaces/" + Paths.segment(workspace.id()), doing));
        Document.Resource<Attributes.Workspace> seen =
                Json.document(answer, Attributes.Workspace.class, doing).data();
        boolean locked = seen.relatedType("locked-by").filter("runs"::equals).isPresent();
        return seen.related(locked ? "locked-by" : "current-run")
                .map(RunId::new)
                .filter(run -> !run.equals(waiting))
                .flatMap(run -> going(token, workspace, run));
    }

    private Optional<OtherRun> going(Token token, WorkspaceSeen workspace, RunId run) {
        Document.Resource<Attributes.Run> seen = runs.document(token, run).data();
        String status = seen.attributes().status();
        boolean byUs = byUs(token, seen);
        return new RunStatus(status).isFinal()
                ? Optional.empty()
                : Optional.of(new OtherRun(
                        run, page(workspace, run), Lines.clean(status, 40), byUs ? null : creator(token, seen), byUs));
    }

    /** A workspace without a state, or whose states the token may not read, tells nothing. */
    Optional<StateChange> changedSince(Token token, WorkspaceSeen workspace, Instant since) {
        String doing = "read when the state of the workspace " + workspace.name() + " changed";
        Answer answer = client.send(Call.get(
                        token,
                        "/workspaces/{workspace}/current-state-version",
                        "workspaces/" + Paths.segment(workspace.id()) + "/current-state-version",
                        doing)
                .expecting(404));
        if (!answer.succeeded()) {
            return Optional.empty();
        }
        Document.Resource<Attributes.StateVersion> state =
                Json.document(answer, Attributes.StateVersion.class, doing).data();
        Optional<Instant> at = instant(state.attributes().createdAt()).filter(made -> made.isAfter(since));
        return at.map(made -> change(token, workspace, state, made));
    }

    private StateChange change(
            Token token, WorkspaceSeen workspace, Document.Resource<Attributes.StateVersion> state, Instant made) {
        Optional<RunId> run = state.related("run").map(RunId::new);
        if (run.isEmpty()) {
            return new StateChange(null, null, creator(token, state), false, made);
        }
        Document.Resource<Attributes.Run> seen = runs.document(token, run.get()).data();
        boolean byUs = byUs(token, seen);
        return new StateChange(run.get(), page(workspace, run.get()), byUs ? null : creator(token, seen), byUs, made);
    }

    private boolean byUs(Token token, Document.Resource<?> made) {
        Optional<String> creator = made.related("created-by");
        return creator.isPresent() && creator.equals(identity.of(token));
    }

    private @Nullable String creator(Token token, Document.Resource<?> made) {
        return made.related("created-by")
                .map(user -> identity.name(token, user))
                .orElse(null);
    }

    String page(WorkspaceSeen workspace, RunId run) {
        return client.base() + "/app/" + Paths.segment(workspace.organization()) + "/workspaces/"
                + Paths.segment(workspace.name()) + "/runs/" + run;
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    /** Nothing of it decides anything, so where it cannot be read nothing is told. */
    static <T> Optional<T> told(Supplier<Optional<T>> asking) {
        try {
            return asking.get();
        } catch (Outside untold) {
            return Optional.empty();
        }
    }
}
