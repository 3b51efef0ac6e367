package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.GitFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts by path as ordinary files; null stays null, which deletes. */
final class GitFiles {
    private GitFiles() {}

    static Map<String, GitFile> of(Map<String, String> texts) {
        Map<String, GitFile> files = new LinkedHashMap<>();
        texts.forEach((path, text) -> files.put(path, text == null ? null : GitFile.text(text)));
        return files;
    }
}
