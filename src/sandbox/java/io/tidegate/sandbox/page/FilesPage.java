package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.git.FileChange;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a pull request changes, and the way to an edit of any of its files. */
record FilesPage(Sandbox sandbox, Frame frame, PullPage pulls) {
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Response files(Request request) {
        Pull pull = pulls.pull(request);
        Editor editor = new Editor(sandbox, frame.people().of(request));
        String path = request.query("edit").orElse("");
        if (!path.isEmpty()) {
            return frame.page(
                    request, "Edit " + path, Html.of("%s%s", pulls.top(pull, "files"), editor.ofPull(pull, path)));
        }
        List<Html> diffs = sandbox.repository().files(pull.number()).stream()
                .map(file -> file(file, pull))
                .toList();
        return frame.page(
                request,
                "Files of #" + pull.number(),
                Html.of(
                        "%s%s%s",
                        pulls.top(pull, "files"),
                        editor.choice("/pull/" + pull.number() + "/files", pull.headSha(), pull.headRef()),
                        Frame.part("files", Html.of("%s", diffs))));
    }

    private static Html file(FileChange file, Pull pull) {
        boolean gone = file.status().equals("removed");
        return Html.of(
                """
                <section class="box file" aria-label="%s">
                <h2><code>%s</code> <span class="plus">+%s</span> <span class="minus">−%s</span> <span class="quiet">%s</span>
                %s</h2>
                %s
                </section>
                """,
                file.path(),
                file.path(),
                file.additions(),
                file.deletions(),
                file.previousPath() == null ? file.status() : file.status() + " from " + file.previousPath(),
                Html.when(
                        !gone && pull.open(),
                        "<a href=\"/pull/%s/files?edit=%s\">Edit<span class=\"hidden\"> %s</span></a>",
                        pull.number(),
                        encoded(file.path()),
                        file.path()),
                file.patch() == null || file.patch().isEmpty()
                        ? Html.of("<p class=\"quiet\">There are no lines to show.</p>")
                        : Diff.of(file.patch()));
    }
}
