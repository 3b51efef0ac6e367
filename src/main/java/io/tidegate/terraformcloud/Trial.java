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
 * Tries on an empty workspace what HCP Terraform's documentation leaves open: two speculative plans of a configuration
 * that holds one output. Nothing of it can be applied, and what is asked of finished runs is what must be refused.
 */
final class Trial {
    private static final int LONGEST = 600;
    private static final String VERIFICATION = "verification of a notification";
    private final HcpClient client;
    private final Token token;
    private final List<Tried> tried = new ArrayList<>();

    Trial(HcpClient client, Token token) {
        this.client = client;
        this.token = token;
    }

    /** @param notified where Tidegate takes notifications; empty where nobody knows */
    List<Tried> in(String organization, String name, String notified) {
        String doing = "read the workspace " + organization + "/" + name;
        Answer answer = client.send(Call.get(
                token,
                "/organizations/{organization}/workspaces/{name}",
                "organizations/" + Paths.segment(organization) + "/workspaces/" + Paths.segment(name),
                doing));
        Document.Resource<Attributes.Workspace> workspace =
                Json.document(answer, Attributes.Workspace.class, doing).data();
        tried.add(limits(answer));
        attempt("what may not be seen", this::hidden);
        String obstacle = obstacle(workspace.attributes());
        if (obstacle.isEmpty()) {
            plans(workspace);
        } else {
            tried.add(new Tried.Untried("speculative plans", obstacle));
        }
        attempt(VERIFICATION, () -> verified(workspace.id(), notified));
        return List.copyOf(tried);
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
            case Tried.Untried(String item, String because) -> new Tried.Untried(item, Lines.clean(because, LONGEST));
        };
    }

    private void plans(Document.Resource<Attributes.Workspace> workspace) {
        TrialUpload upload = new TrialUpload(client, token, workspace.id());
        Path folder = null;
        try {
            folder = Files.createTempDirectory("tidegate-trial");
            Path archive = TrialArchive.write(
                    folder, Paths.directory(workspace.attributes().workingDirectory()));
            attempt("upload of a configuration", () -> upload.upload(archive));
        } catch (IOException full) {
            tried.add(new Tried.Untried("speculative plans", "no file could be written here to upload"));
            return;
        } finally {
            TrialArchive.delete(folder);
        }
        if (upload.version().isEmpty()) {
            return;
        }
        TrialPlan plan = new TrialPlan(client, token, workspace.id(), upload.version());
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
                workspace.id(),
                plan.run(),
                Workspaces.permissions(workspace.attributes()).canUpdate());
        attempt("lists of runs", reading::listed);
        attempt("JSON of a plan", reading::json);
        attempt("redacted JSON of a plan", reading::redacted);
        attempt("discarding an ended run", () -> plan.refused("discard"));
        attempt("cancelling an ended run", () -> plan.refused("cancel"));
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
