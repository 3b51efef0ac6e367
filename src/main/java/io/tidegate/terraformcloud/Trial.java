package io.tidegate.terraformcloud;

import io.tidegate.doctor.Tried;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries on an empty workspace what HCP Terraform's documentation leaves open: with speculative plans of a configuration
 * that holds outputs alone, which can never be applied; and where changes are allowed, with runs that can.
 */
final class Trial {
    private static final int LONGEST = 600;
    private static final String ELSEWHERE = "configuration of another workspace";
    private static final String VERIFICATION = "verification of a notification";
    private final HcpClient client;
    private final Token token;
    private final List<Tried> tried = new ArrayList<>();

    Trial(HcpClient client, Token token) {
        this.client = client;
        this.token = token;
    }

    List<Tried> in(TrialScope scope) {
        Answer answer = read(scope, scope.workspace());
        Document.Resource<Attributes.Workspace> workspace = workspace(answer);
        tried.add(limits(answer));
        attempt("what may not be seen", this::hidden);
        String obstacle = obstacle(workspace.attributes());
        if (obstacle.isEmpty()) {
            plans(scope, workspace);
        } else {
            tried.add(new Tried.Untried("speculative plans", obstacle));
        }
        attempt(VERIFICATION, () -> verified(workspace.id(), scope.notified()));
        return List.copyOf(tried);
    }

    private Answer read(TrialScope scope, String name) {
        return client.send(Call.get(
                token,
                "/organizations/{organization}/workspaces/{name}",
                "organizations/" + Paths.segment(scope.organization()) + "/workspaces/" + Paths.segment(name),
                "read the workspace " + scope.organization() + "/" + name));
    }

    private static Document.Resource<Attributes.Workspace> workspace(Answer answer) {
        return Json.document(answer, Attributes.Workspace.class, "read a workspace")
                .data();
    }

    private void attempt(String item, Supplier<Tried> trying) {
        try {
            tried.add(clean(trying.get()));
        } catch (Outside failed) {
            tried.add(new Tried.Untried(
                    item, "of this: " + String.valueOf(failed.getMessage()).replaceFirst("\\.$", "")));
        }
    }

    /** What the other side said is in it. */
    private static Tried clean(Tried one) {
        return switch (one) {
            case Tried.AsExpected(String item, String saw) -> new Tried.AsExpected(item, Lines.clean(saw, LONGEST));
            case Tried.Otherwise(String item, String saw, String expected) ->
                new Tried.Otherwise(item, Lines.clean(saw, LONGEST), expected);
            case Tried.Seen(String item, String saw) -> new Tried.Seen(item, Lines.clean(saw, LONGEST));
            case Tried.Untried(String item, String because) -> new Tried.Untried(item, Lines.clean(because, LONGEST));
        };
    }

    private void plans(TrialScope scope, Document.Resource<Attributes.Workspace> workspace) {
        String id = workspace.id();
        Path folder = null;
        try {
            folder = Files.createTempDirectory("tidegate-trial");
            Path archive = TrialArchive.write(
                    folder, Paths.directory(workspace.attributes().workingDirectory()));
            TrialUpload upload = new TrialUpload(client, token, id);
            attempt("upload of a configuration", () -> upload.upload(archive, true));
            if (!upload.version().isEmpty()) {
                speculative(scope, workspace, upload.version());
            }
            if (scope.changes()) {
                changes(workspace, archive);
            }
        } catch (IOException full) {
            tried.add(new Tried.Untried("speculative plans", "no file could be written here to upload"));
        } finally {
            TrialArchive.delete(folder);
        }
    }

    private void speculative(TrialScope scope, Document.Resource<Attributes.Workspace> workspace, String version) {
        String id = workspace.id();
        TrialPlan plan = new TrialPlan(new TrialRuns(client, token), us(), id, version);
        attempt("cancelling a run under way", plan::cancelled);
        attempt("creation of a run", plan::create);
        if (plan.run().isEmpty()) {
            return;
        }
        attempt("statuses of a plan", plan::statuses);
        attempt("times of a run", plan::times);
        TrialReading reading = new TrialReading(
                client,
                token,
                id,
                plan.run(),
                Workspaces.permissions(workspace.attributes()).canUpdate());
        attempt("lists of runs", reading::listed);
        attempt("JSON of a plan", reading::json);
        attempt("redacted JSON of a plan", reading::redacted);
        attempt("discarding an ended run", () -> plan.refused("discard"));
        attempt("cancelling an ended run", () -> plan.refused("cancel"));
        TrialComparison comparison = new TrialComparison(client, token, version);
        attempt("digests of sensitive values", () -> comparison.digests(id, plan.run()));
        if (!scope.second().isEmpty()) {
            attempt(ELSEWHERE, () -> elsewhere(scope, comparison));
        }
        if (scope.changes()) {
            attempt(TrialVariable.ITEM, () -> new TrialVariable(client, token, id).taken(version));
        }
    }

    private String us() {
        return new Identity(client).of(token).orElse("not told");
    }

    private Tried elsewhere(TrialScope scope, TrialComparison comparison) {
        Document.Resource<Attributes.Workspace> second = workspace(read(scope, scope.second()));
        String obstacle = obstacle(second.attributes());
        return obstacle.isEmpty()
                ? comparison.elsewhere(second.id())
                : new Tried.Untried(ELSEWHERE, "of " + scope.second() + ": " + obstacle);
    }

    private void changes(Document.Resource<Attributes.Workspace> workspace, Path archive) {
        if (!Workspaces.permissions(workspace.attributes()).canQueueApply()) {
            tried.add(new Tried.Untried("runs that can be applied", "the token may not apply there"));
            return;
        }
        TrialUpload upload = new TrialUpload(client, token, workspace.id());
        attempt("upload of a configuration that can be applied", () -> upload.upload(archive, false));
        if (upload.version().isEmpty()) {
            return;
        }
        TrialChanges changes = new TrialChanges(client, token, us(), workspace.id(), upload.version());
        attempt("review and apply of one upload", changes::reviewed);
        attempt("discarding of a run that waits", changes::discarded);
        attempt("confirmation of a run", changes::confirmed);
        attempt("runs that can be applied", changes::tidied);
    }

    /** What is tried must be able to change nothing, whatever the other side makes of it. */
    private static String obstacle(Attributes.Workspace workspace) {
        if (workspace.isVcsConnected()) {
            return "the workspace is connected to version control and takes no configuration from others";
        }
        if (workspace.autoApply()) {
            return "the workspace applies runs by itself";
        }
        if (!"remote".equals(workspace.executionMode()) && !"agent".equals(workspace.executionMode())) {
            return "its execution mode is neither remote nor agent";
        }
        if (!Workspaces.permissions(workspace).canQueueRun()) {
            return "the token may not start plans there";
        }
        Integer resources = workspace.resourceCount();
        if (resources == null) {
            return "HCP Terraform does not tell whether the workspace manages anything";
        }
        return resources == 0
                ? ""
                : "the workspace manages " + resources + " resources: name one that was made for trying and is empty";
    }

    private static Tried limits(Answer answer) {
        String limit = header(answer, "X-RateLimit-Limit");
        String left = header(answer, "X-RateLimit-Remaining");
        String reset = header(answer, "X-RateLimit-Reset");
        return Tried.judged(
                "headers of the rate limit",
                limit.matches("[0-9]+") && left.matches("[0-9]+") && reset.matches("[0-9]+(\\.[0-9]+)?"),
                "X-RateLimit-Limit " + limit + ", -Remaining " + left + ", -Reset " + reset,
                "a number each, the last one in seconds");
    }

    private static String header(Answer answer, String name) {
        return answer.headers()
                .firstValue(name)
                .map(text -> Lines.clean(text, 40))
                .orElse("missing");
    }

    private Tried verified(String workspace, String notified) {
        NotificationConfigurations configurations = new NotificationConfigurations(client, token, workspace);
        Optional<String> ours = configurations.list().stream()
                .filter(one ->
                        !notified.isEmpty() && notified.equals(one.attributes().url()))
                .map(Document.Resource::id)
                .findFirst();
        if (ours.isEmpty()) {
            return new Tried.Untried(VERIFICATION, "none of the workspace's notifications goes to tidegate.public-url");
        }
        int status = configurations.verify(ours.get()).status();
        return Tried.judged(
                VERIFICATION,
                status == 200,
                "it is answered with " + status,
                "200: Tidegate's door took it, and so its signature");
    }

    private Tried hidden() {
        Answer answer =
                client.send(Call.get(token, "/runs/{run}", "runs/run-0000000000000000", "read a run that there is not")
                        .expecting(400, 401, 403, 404));
        return Tried.judged(
                "what may not be seen",
                answer.status() == 404,
                "a run that there is not is answered with " + answer.status(),
                "404, as for whatever a token may not see");
    }
}
