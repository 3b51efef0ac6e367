package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people do on GitHub: each act changes the stand-in as its own button would, and leads back to a page. */
record PullActs(Sandbox sandbox, PullPage pulls, People people) {
    /** One act on a pull request by somebody. */
    private interface Act {
        void by(Person person, Pull pull, Form form);
    }

    void register(StandIn server) {
        server.route("POST", "/pulls", this::open)
                .route("POST", "/pulls/edit", this::edit)
                .route("POST", "/pulls/ready", this::ready)
                .route("POST", "/pull/{number}/checks/{check}/rerequest", this::rerequest)
                .route("POST", "/pull/{number}/checks/{check}/press", this::press);
        on(server, "comment", (by, pull, form) -> repo().comment(by, pull.number(), form.required("body")));
        on(
                server,
                "review",
                (by, pull, form) -> repo().review(by, pull.number(), form.required("event"), form.text("body")));
        on(server, "merge", (by, pull, form) -> repo().merge(by, pull.number()));
        on(server, "close", (by, pull, form) -> repo().close(by, pull.number()));
        on(server, "reopen", (by, pull, form) -> repo().reopen(by, pull.number()));
        on(server, "draft", (by, pull, form) -> repo().draft(by, pull.number(), true));
        on(server, "ready", (by, pull, form) -> repo().draft(by, pull.number(), false));
        on(server, "update", (by, pull, form) -> repo().updateBranch(by, pull.number()));
        on(server, "delete-branch", (by, pull, form) -> repo().deleteBranch(by, pull.headRef()));
        on(server, "push", this::push);
        on(server, "retitle", (by, pull, form) -> repo().retitle(by, pull.number(), form.required("title")));
    }

    private void on(StandIn server, String act, Act does) {
        server.route("POST", "/pull/{number}/" + act, request -> {
            Pull pull = pulls.pull(request);
            Form form = Form.of(request);
            Person by = people.acting(request, form);
            Acts.done(() -> does.by(by, pull, form));
            return form.back("/pull/" + pull.number() + (act.equals("push") ? "/files" : ""));
        });
    }

    private void push(Person by, Pull pull, Form form) {
        String text = form.text("body");
        boolean delete = text.isEmpty() || form.text("delete").equals("true");
        Map<String, String> change = new LinkedHashMap<>();
        change.put(form.path(), delete ? null : text.endsWith("\n") ? text : text + "\n");
        repo().push(by, pull.headRef(), change);
    }

    /** A pull request of one replacement in one file of the default branch. */
    private Response open(Request request) {
        Form form = Form.of(request);
        String path = form.path();
        String text = repo().file("main", path).orElseThrow(() -> new Refusal(400, "main has no file " + path + "."));
        String find = form.required("find");
        if (!text.contains(find)) {
            throw new Refusal(400, path + " does not hold «" + find + "».");
        }
        return opened(request, form, form.required("branch"), Map.of(path, text.replace(find, form.text("put"))));
    }

    private Response edit(Request request) {
        Form form = Form.of(request);
        String login = people.acting(request, form).login().replace("[bot]", "");
        int next = repo().pullRequests().size() + 1;
        return opened(request, form, login + "-patch-" + next, Map.of(form.path(), form.required("body")));
    }

    private Response opened(Request request, Form form, String branch, Map<String, String> changes) {
        Person by = people.acting(request, form);
        Acts.done(() -> repo().openPullRequest(by, branch, form.required("title"), changes));
        return newest();
    }

    private Response ready(Request request) {
        Form form = Form.of(request);
        Person by = people.acting(request, form);
        Acts.done(() -> Proposal.named(form.required("proposal")).open(repo(), by));
        return form.text("stay").equals("true") ? form.back("/") : newest();
    }

    private Response newest() {
        return Response.empty(303)
                .with("Location", "/pull/" + repo().pullRequests().getLast().number());
    }

    private Response rerequest(Request request) {
        Form form = Form.of(request);
        Person by = people.acting(request, form);
        Acts.done(() -> repo().rerequestCheck(by, check(request)));
        return form.back(request.path().replaceFirst("/rerequest$", ""));
    }

    private Response press(Request request) {
        Form form = Form.of(request);
        Person by = people.acting(request, form);
        Acts.done(() -> repo().pressCheckButton(by, check(request), form.required("identifier")));
        return form.back(request.path().replaceFirst("/press$", ""));
    }

    private long check(Request request) {
        try {
            long id = Long.parseLong(request.parameter("check"));
            repo().shown().check(id).orElseThrow(() -> new Refusal(404, "There is no such check."));
            return id;
        } catch (NumberFormatException e) {
            throw new Refusal(404, "There is no such check.");
        }
    }

    private Repo repo() {
        return sandbox.repository();
    }
}
