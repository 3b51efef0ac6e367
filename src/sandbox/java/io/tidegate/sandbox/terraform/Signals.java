package io.tidegate.sandbox.terraform;

import java.io.IOException;
import java.util.stream.Stream;

/**
 * Signals to Terraform: to the process that was started and to all that it started. What is on the path may be a script that
 * starts Terraform, and hands on nothing.
 */
final class Signals {
    private Signals() {}

    /** SIGINT, as Ctrl-C sends it to all of a terminal's processes. */
    static Process interrupt(Process process) throws IOException {
        return new ProcessBuilder(Stream.concat(
                                Stream.of("kill", "-INT"), family(process).map(one -> Long.toString(one.pid())))
                        .toList())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static void kill(Process process) {
        // Looked at as a whole first: children of the dead are nobody's.
        family(process).toList().forEach(ProcessHandle::destroyForcibly);
    }

    private static Stream<ProcessHandle> family(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }
}
