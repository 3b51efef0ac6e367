package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.git.FileChange;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a pull request changes, and a way to push another edit to it. */
record FilesPage(Sandbox sandbox, Frame frame) {
    Response files(Request request) {
        Pull pull = new PullPage(sandbox, frame).pull(request);
        List<FileChange> files = sandbox.repository().files(pull.number());
        List<Html> diffs = files.stream().map(file -> diff(file, pull)).toList();
        String path = request.query("edit").orElse("");
        Html form = path.isEmpty() ? Html.NOTHING : editor(pull, path);
        return frame.page(
                "Files of #" + pull.number(),
                Html.of(
                        "%s%s%s%s",
                        PullPage.top(pull, "files"),
                        choice(pull, path),
                        form,
                        Frame.part("files", Html.of("%s", diffs))));
    }

    private static Html diff(FileChange file, Pull pull) {
        String patch = file.patch() == null
                ? ""
                : file.patch().lines().map(GitHubNodes::diffLine).collect(Collectors.joining());
        return Html.of(
                """
                <section class="box file">
                <h2><code>%s</code> <span class="d-add">+%s</span> <span class="d-del">−%s</span> <span class="quiet">%s</span>
                <a href="/pull/%s/files?edit=%s#edit">edit</a></h2>
                %s
                </section>
                """,
                file.path(),
                file.additions(),
                file.deletions(),
                file.previousPath() == null ? file.status() : file.status() + " from " + file.previousPath(),
                pull.number(),
                encoded(file.path()),
                patch.isEmpty()
                        ? Html.of("<p class=\"quiet\">There are no lines to show.</p>")
                        : Html.of("<pre><code>%s</code></pre>", new Html(patch)));
    }

    private static String encoded(String path) {
        return java.net.URLEncoder.encode(path, java.nio.charset.StandardCharsets.UTF_8);
    }

    private Html choice(Pull pull, String path) {
        return Html.of("""
                <form class="box" method="get" action="/pull/%s/files">
                <label for="edit-path">Edit a file of <code>%s</code></label>
                <input id="edit-path" name="edit" list="paths" value="%s" required>
                %s
                <button>Open</button>
                </form>
                """, pull.number(), pull.headRef(), path, paths(pull));
    }

    private Html paths(Pull pull) {
        TreeSet<String> paths = new TreeSet<>(SeededRepository.files().keySet());
        sandbox.repository().files(pull.number()).forEach(file -> paths.add(file.path()));
        return datalist(paths);
    }

    private static Html datalist(TreeSet<String> paths) {
        return Html.of(
                "<datalist id=\"paths\">%s</datalist>",
                paths.stream()
                        .map(path -> Html.of("<option value=\"%s\"></option>", path))
                        .toList());
    }

    private Html editor(Pull pull, String path) {
        String text = sandbox.repository().file(pull.headSha(), path).orElse("");
        return Html.of("""
                <form class="box" id="edit" method="post" action="/pull/%s/push">
                <h2>Push an edit of <code>%s</code> to <code>%s</code></h2>
                <input type="hidden" name="path" value="%s">
                <p>%s</p>
                <label for="edit-text">Its whole text; leave nothing to delete the file</label>
                <textarea id="edit-text" name="body" data-keep rows="18" class="code" spellcheck="false">
                %s</textarea>
                <p class="buttons"><button class="primary">Commit and push</button></p>
                </form>
                """, pull.number(), path, pull.headRef(), path, frame.as("edit-as", "lee"), Html.text(text));
    }

    /** A form that opens a new pull request by one edit of a file on the default branch. */
    Html opening() {
        return Html.of(
                """
                <form class="box" method="post" action="/pulls">
                <h2>Open a pull request</h2>
                <p>%s</p>
                <label for="open-title">Title</label> <input id="open-title" name="title" required>
                <label for="open-branch">Branch</label> <input id="open-branch" name="branch" pattern="[A-Za-z0-9._/-]+" required>
                <label for="open-path">File</label> <input id="open-path" name="path" list="paths" required>
                %s
                <label for="open-find">Replace this text in it</label> <input id="open-find" name="find" required>
                <label for="open-put">by this</label> <input id="open-put" name="put">
                <p class="buttons"><button class="primary">Open pull request</button></p>
                </form>
                """,
                frame.as("open-as", "lee"),
                datalist(new TreeSet<>(SeededRepository.files().keySet())));
    }
}
