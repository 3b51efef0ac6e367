package io.tidegate.sandbox.git;

/**
 * What happened to one file between two trees.
 *
 * @param status added, modified, removed or renamed
 * @param previousPath null unless renamed
 * @param sha the blob after the change, for a removed file the one before
 * @param patch null for binary files
 */
public record FileChange(
        String status, String path, String previousPath, String sha, int additions, int deletions, String patch) {}
