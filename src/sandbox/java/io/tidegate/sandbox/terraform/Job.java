package io.tidegate.sandbox.terraform;

import java.nio.file.Path;
import java.util.List;

/**
 * All that one execution depends on.
 *
 * @param directory private to this execution; removed when its run has ended
 * @param workingDirectory below the configuration's root; empty for the root itself
 * @param variables the workspace's, as they were when the run was created
 * @param state empty where there is none yet
 */
record Job(
        Path directory,
        Slug configuration,
        String workingDirectory,
        List<Variable> variables,
        byte[] state,
        RunOptions options) {}
