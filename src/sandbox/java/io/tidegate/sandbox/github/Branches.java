package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.BlobRef;
import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.git.FileMerge;
import io.tidegate.sandbox.git.GitFile;
import io.tidegate.sandbox.git.GitObjects;
import io.tidegate.sandbox.git.History;
import io.tidegate.sandbox.git.Signature;
import io.tidegate.sandbox.git.TreeDifference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A repository's refs and what can be asked of its objects. */
final class Branches {
    private static final Person WEB_FLOW = new Person(19_864_447, "web-flow", "User");
    final GitObjects objects = new GitObjects();
    final History history = new History(objects);
    final TreeDifference difference = new TreeDifference(objects);
    /** Branch names without {@code refs/heads/}, and hidden refs in full such as {@code refs/pull/1/merge}. */
    final Map<String, String> refs = new LinkedHashMap<>();

    private final Site site;

    Branches(Site site) {
        this.site = site;
    }

    Optional<String> tip(String branch) {
        return Optional.ofNullable(refs.get(branch));
    }

    String head(String branch) {
        return tip(branch).orElseThrow(() -> new IllegalStateException("there is no branch " + branch));
    }

    Commit commit(String sha) {
        return objects.commit(sha).orElseThrow(() -> new IllegalStateException("there is no commit " + sha));
    }

    SortedMap<String, BlobRef> files(String commit) {
        return objects.filesOf(commit(commit));
    }

    /** A branch, a full ref or a commit (abbreviated to no less than seven characters). */
    Optional<Commit> resolve(String ref) {
        String name =
                ref.startsWith("refs/heads/") ? ref.substring(11) : ref.startsWith("heads/") ? ref.substring(6) : ref;
        String full = ref.startsWith("pull/") ? "refs/" + ref : name;
        if (refs.containsKey(full)) {
            return objects.commit(refs.get(full));
        }
        return ref.matches("[0-9a-f]{7,40}") ? objects.commitByPrefix(ref) : Optional.empty();
    }

    /** A new commit on top of {@code parent} (null: none); a null file deletes its path. */
    String commit(Person author, String parent, Map<String, GitFile> changes, String message) {
        SortedMap<String, BlobRef> files = parent == null ? new TreeMap<>() : new TreeMap<>(files(parent));
        changes.forEach((path, file) -> {
            if (file == null) {
                files.remove(path);
            } else {
                files.put(path, new BlobRef(file.mode(), objects.store(file.content())));
            }
        });
        Signature signature = signature(author);
        return objects.storeCommit(
                        objects.storeTree(files),
                        parent == null ? List.of() : List.of(parent),
                        signature,
                        signature,
                        message)
                .sha();
    }

    /** A merge commit with parents exactly (ours, theirs), or nothing where they conflict. */
    Optional<String> merge(Person author, String ours, String theirs, String message) {
        SortedMap<String, BlobRef> base =
                history.mergeBase(ours, theirs).map(this::files).orElseGet(TreeMap::new);
        return FileMerge.merge(base, files(ours), files(theirs))
                .map(files -> objects.storeCommit(
                                objects.storeTree(files),
                                List.of(ours, theirs),
                                signature(author),
                                new Signature("GitHub", "noreply@github.com", site.now()),
                                message)
                        .sha());
    }

    private Signature signature(Person person) {
        return new Signature(person.login(), person.email(), site.now());
    }

    /** Whom GitHub links a signature to: an account whose private address it is. */
    Optional<Person> account(Signature signature) {
        if (signature.email().equals("noreply@github.com")) {
            return Optional.of(WEB_FLOW);
        }
        return site.known(signature.name()).filter(person -> person.email().equals(signature.email()));
    }
}
