package io.tidegate.cli;

import io.tidegate.store.Restore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an embedded database of a backup. */
@Command(
        name = "restore",
        description = "Makes the embedded database of an empty TIDEGATE_HOME out of a backup.",
        mixinStandardHelpOptions = true)
final class RestoreVerb implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What backup wrote.")
    Path file = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (Run.externalDatabase()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "tidegate: the database is not Tidegate's own (TIDEGATE_DATABASE_URL is set): restore it with"
                                    + " PostgreSQL's own tools, for example pg_restore. Nothing was changed.");
            return Tidegate.USAGE;
        }
        Restore.Restored restored = Restore.read(file, Run.home());
        out.printf(
                "Restored %d rows of %d tables as of %s into %s.%n",
                restored.rows(), restored.tables(), restored.taken(), Run.home());
        out.println(
                "Give it the same key of plan digests (TIDEGATE_ENCRYPTION_KEY, or keys/digest in TIDEGATE_HOME) before"
                        + " you start it. What has happened since is read again from GitHub; what was commanded since is not.");
        out.flush();
        return 0;
    }
}
