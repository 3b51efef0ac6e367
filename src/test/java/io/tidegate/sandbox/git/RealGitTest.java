package io.tidegate.sandbox.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealGitTest {
    private static final Signature LEE = new Signature("lee", "lee@example.com", Instant.ofEpochSecond(1_790_000_000));

    @TempDir
    Path directory;

    @BeforeAll
    static void there_is_a_git() {
        assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream().anyMatch(p -> Files.isExecutable(Path.of(p, "git"))),
                "git is not installed: object names are not compared with the real ones");
    }

    @Test
    void trees_commits_and_merges_have_the_names_that_git_gives_them() throws Exception {
        GitObjects objects = new GitObjects();
        TreeMap<String, BlobRef> files = files(objects);
        String tree = objects.storeTree(files);
        Commit first = objects.storeCommit(tree, List.of(), LEE, LEE, "Erste Änderung\n\nmore");
        Commit merge = objects.storeCommit(tree, List.of(first.sha(), first.sha()), LEE, LEE, "merge\n");

        checkout(objects, files);
        git("add", "-A");
        assertThat(git("write-tree")).isEqualTo(tree);
        assertThat(gitCommit("Erste Änderung\n\nmore", "commit-tree", tree)).isEqualTo(first.sha());
        // Git drops a repeated parent, so the merge is written as an object.
        String body = "tree " + tree + "\nparent " + first.sha() + "\nparent " + first.sha() + "\nauthor " + LEE.line()
                + "\ncommitter " + LEE.line() + "\n\nmerge\n";
        assertThat(gitCommit(body, "hash-object", "-t", "commit", "--stdin")).isEqualTo(merge.sha());
    }

    @Test
    void an_archive_holds_what_git_archive_would_pack() throws Exception {
        GitObjects objects = new GitObjects();
        TreeMap<String, BlobRef> files = files(objects);
        String tree = objects.storeTree(files);
        Commit commit = objects.storeCommit(tree, List.of(), LEE, LEE, "first");
        checkout(objects, files);
        git("add", "-A");
        assertThat(gitCommit("first", "commit-tree", git("write-tree"))).isEqualTo(commit.sha());

        byte[] real = run(new byte[0], "archive", "--format=tar.gz", "--prefix=top/", commit.sha());
        byte[] ours = SourceArchive.tarGz(objects, commit, "top");
        assertThat(entries(ours)).isEqualTo(entries(real));
        assertThat(comment(ours)).isEqualTo(commit.sha()).isEqualTo(comment(real));
    }

    @Test
    void a_patch_applies_with_git() throws Exception {
        GitObjects objects = new GitObjects();
        String before = numbers(1, 60);
        String after = before.replace("7\n", "seven\n").replace("30\n", "").replace("58\n", "58\nmore\nand more\n");
        TreeMap<String, BlobRef> old = new TreeMap<>(
                Map.of("f", new BlobRef("100644", objects.store(before.getBytes(StandardCharsets.UTF_8)))));
        TreeMap<String, BlobRef> changed = new TreeMap<>(
                Map.of("f", new BlobRef("100644", objects.store(after.getBytes(StandardCharsets.UTF_8)))));
        FileChange change = new TreeDifference(objects).between(old, changed).getFirst();

        checkout(objects, old);
        String patch = "--- a/f\n+++ b/f\n" + change.patch() + "\n";
        run(patch.getBytes(StandardCharsets.UTF_8), "apply", "-");
        assertThat(Files.readString(directory.resolve("f"))).isEqualTo(after);
        assertThat(change.additions() - change.deletions())
                .isEqualTo((int) (after.lines().count() - before.lines().count()));
    }

    private static String numbers(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append(i).append('\n');
        }
        return text.toString();
    }

    private static TreeMap<String, BlobRef> files(GitObjects objects) {
        TreeMap<String, BlobRef> files = new TreeMap<>();
        files.put("a.txt", new BlobRef("100644", objects.store("a\n".getBytes(StandardCharsets.UTF_8))));
        // A directory sorts as if its name ended in a slash: after a.txt, before a0.
        files.put("a/deep/x", new BlobRef("100644", objects.store(new byte[] {0, 1, 2})));
        files.put("a0", new BlobRef("100755", objects.store("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8))));
        files.put("link", new BlobRef("120000", objects.store("a.txt".getBytes(StandardCharsets.UTF_8))));
        return files;
    }

    private void checkout(GitObjects objects, TreeMap<String, BlobRef> files) throws Exception {
        git("init", "-q");
        for (Map.Entry<String, BlobRef> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            byte[] content = objects.blob(file.getValue().sha()).orElseThrow();
            if (file.getValue().link()) {
                Files.createSymbolicLink(path, Path.of(new String(content, StandardCharsets.UTF_8)));
            } else {
                Files.write(path, content);
                path.toFile().setExecutable(file.getValue().mode().equals("100755"));
            }
        }
    }

    private static Map<String, String> entries(byte[] archive) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(
                        entry.getName(),
                        Integer.toOctalString(entry.getMode() & 0777) + " " + entry.getLinkName() + " "
                                + new String(tar.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return entries;
    }

    /** What {@code git get-tar-commit-id} reads out of the global header. */
    private String comment(byte[] archive) throws Exception {
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes();
        return new String(run(tar, "get-tar-commit-id"), StandardCharsets.UTF_8).trim();
    }

    private String git(String... arguments) throws Exception {
        return new String(run(new byte[0], arguments), StandardCharsets.UTF_8).trim();
    }

    private String gitCommit(String input, String... arguments) throws Exception {
        return new String(run(input.getBytes(StandardCharsets.UTF_8), arguments), StandardCharsets.UTF_8).trim();
    }

    private byte[] run(byte[] input, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);

        builder.directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_" + role + "_NAME", LEE.name());
            builder.environment().put("GIT_" + role + "_EMAIL", LEE.email());
            builder.environment().put("GIT_" + role + "_DATE", LEE.at().getEpochSecond() + " +0000");
        }
        builder.environment().keySet().removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"));
        Process process = builder.start();
        try (var out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException e) {
            // git get-tar-commit-id stops reading after the header.
            assertThat(arguments[0]).isEqualTo("get-tar-commit-id");
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        process.getInputStream().transferTo(output);
        assertThat(process.waitFor()).isZero();
        return output.toByteArray();
    }
}
