package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import io.tidegate.sandbox.terraform.Workspace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What people do on the page: each act changes a stand-in as its own button would, and leads back to a page. */
record Acts(Sandbox sandbox, PullPage pulls, CloudPage cloud) {
    private static final Duration STEP = Duration.ofSeconds(60);

    void register(StandIn server) {
        server.route("POST", "/pulls", this::open);
        onPull(server, "comment", (pull, form) -> repo().comment(person(form), pull.number(), form.required("body")));
        onPull(
                server,
                "review",
                (pull, form) -> repo().review(person(form), pull.number(), form.required("event"), form.text("body")));
        onPull(server, "merge", (pull, form) -> repo().merge(person(form), pull.number()));
        onPull(server, "close", (pull, form) -> repo().close(person(form), pull.number()));
        onPull(server, "reopen", (pull, form) -> repo().reopen(person(form), pull.number()));
        onPull(server, "push", this::push);
        onRun(server, "confirm", (run, by) -> sandbox.terraform().confirmByHand(run, by));
        onRun(server, "discard", (run, by) -> sandbox.terraform().discardByHand(run, by));
        onRun(server, "cancel", (run, by) -> sandbox.terraform().cancelByHand(run, by));
        server.route("POST", "/terraform/workspaces/{workspace}/variable", this::variable);
        server.route("POST", "/clock", request -> {
            sandbox.clock().forward(STEP);
            return back("/");
        });
        server.route("POST", "/webhooks", request -> {
            sandbox.github().webhooks(Form.of(request).required("on").equals("true"));
            return back("/");
        });
        server.route("POST", "/holds/release", request -> {
            sandbox.holds().release(Form.of(request).required("route"));
            return back("/terraform");
        });
    }

    private void onPull(StandIn server, String act, BiConsumer<Pull, Form> does) {
        server.route("POST", "/pull/{number}/" + act, request -> {
            Pull pull = pulls.pull(request);
            done(() -> does.accept(pull, Form.of(request)));
            return back("/pull/" + pull.number() + (act.equals("push") ? "/files" : ""));
        });
    }

    private void onRun(StandIn server, String act, BiConsumer<String, String> does) {
        server.route("POST", "/terraform/runs/{run}/" + act, request -> {
            done(() -> does.accept(
                    request.parameter("run"), person(Form.of(request)).login()));
            return back("/terraform");
        });
    }

    private Response open(Request request) {
        Form form = Form.of(request);
        String path = form.path();
        String text = repo().file("main", path).orElseThrow(() -> new Refusal(400, "main has no file " + path + "."));
        String find = form.required("find");
        if (!text.contains(find)) {
            throw new Refusal(400, path + " does not hold «" + find + "».");
        }
        done(() -> repo().openPullRequest(
                        person(form),
                        form.required("branch"),
                        form.required("title"),
                        Map.of(path, text.replace(find, form.text("put")))));
        return back("/");
    }

    private void push(Pull pull, Form form) {
        String text = form.text("body");
        Map<String, String> change = new LinkedHashMap<>();
        change.put(form.path(), text.isEmpty() ? null : text.endsWith("\n") ? text : text + "\n");
        repo().push(person(form), pull.headRef(), change);
    }

    private Response variable(Request request) {
        Form form = Form.of(request);
        Workspace workspace = cloud.all().stream()
                .filter(candidate -> candidate.name().equals(request.parameter("workspace")))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "There is no such workspace."));
        if (form.text("how").equals("underneath")) {
            done(() -> workspace.changeState(Map.of(form.required("key"), form.text("value"))));
        } else {
            workspace.setVariable(
                    form.required("key"),
                    form.text("value"),
                    form.text("sensitive").equals("true"));
        }
        return back("/terraform");
    }

    private Repo repo() {
        return sandbox.repository();
    }

    private Person person(Form form) {
        String login = form.required("as");
        return Stream.of(sandbox.author(), sandbox.reviewer(), sandbox.stranger())
                .filter(person -> person.login().equals(login))
                .findFirst()
                .orElseThrow(() -> new Refusal(400, "Nobody here is called «" + login + "»."));
    }

    /** What the other side refuses is told to the person who tried it. */
    private static void done(Runnable act) {
        try {
            act.run();
        } catch (IllegalStateException | IllegalArgumentException refused) {
            // Some messages end in advice for whoever writes a test.
            throw new Refusal(409, String.valueOf(refused.getMessage()).replaceFirst(": call .*", "."));
        } catch (Refusal refused) {
            throw refused.getMessage().isBlank()
                    ? new Refusal(refused.status(), "That is not possible in the state in which it is now.")
                    : refused;
        }
    }

    private static Response back(String path) {
        return Response.empty(303).with("Location", path);
    }
}
