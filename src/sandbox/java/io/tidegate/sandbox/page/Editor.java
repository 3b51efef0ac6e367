package io.tidegate.sandbox.page;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.github.Repo.Pull;
import io.tidegate.sandbox.page.People.Actor;
import java.util.TreeSet;

/** Edits a file in the browser: pushes it to a pull request's branch, or opens a new pull request with it. */
record Editor(Sandbox sandbox, Actor actor) {
    /** Asks which file to edit. */
    Html choice(String action, String ref, String where) {
        return Html.of(
                """
                <form class="box inline" method="get" action="%s">
                <label for="edit-path">Edit or add a file of <code>%s</code></label>
                <input id="edit-path" name="edit" list="paths" required placeholder="environments/dev/main.tf" autocomplete="off">
                <datalist id="paths">%s</datalist>
                <button>Open</button>
                </form>
                """,
                action,
                where,
                new TreeSet<>(sandbox.repository().shown().paths(ref))
                        .stream()
                                .map(path -> Html.of("<option value=\"%s\"></option>", path))
                                .toList());
    }

    Html ofPull(Pull pull, String path) {
        boolean exists = sandbox.repository().file(pull.headSha(), path).isPresent();
        return Html.of(
                """
                <form class="box editor" id="edit" method="post" action="/pull/%s/push">
                <h2>%s <code>%s</code></h2>
                %s
                <p class="buttons"><button class="primary">Commit and push</button> %s
                <span class="quiet">to <code>%s</code></span></p>
                %s
                </form>
                """,
                pull.number(),
                exists ? "Edit" : "New file",
                path,
                text(pull.headSha(), path),
                Html.when(exists, "<button name=\"delete\" value=\"true\">Delete the file</button>"),
                pull.headRef(),
                People.signed(actor, "Push"));
    }

    /** A new pull request of one file. */
    Html ofMain(String path) {
        return Html.of("""
                <form class="box editor" id="edit" method="post" action="/pulls/edit">
                <h2>Edit <code>%s</code> in a new pull request</h2>
                %s
                <p><label for="open-title">Title</label> <input id="open-title" name="title" required value="Update %s"></p>
                <p class="buttons"><button class="primary">Propose the change</button></p>
                %s
                </form>
                """, path, text("main", path), path, People.signed(actor, "Propose"));
    }

    private Html text(String ref, String path) {
        return Html.of("""
                <input type="hidden" name="path" value="%s">
                <label for="edit-text">Text of the file</label>
                <textarea id="edit-text" name="body" data-keep rows="24" class="code" spellcheck="false" wrap="off">
                %s</textarea>
                """, path, Html.text(sandbox.repository().file(ref, path).orElse("")));
    }
}
