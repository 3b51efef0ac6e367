package io.tidegate.cli;

import io.tidegate.store.Backup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a backup of the embedded database, whether Tidegate runs or not. */
@Command(
        name = "backup",
        description = "Writes everything that the embedded database holds into a file, also while Tidegate runs.",
        mixinStandardHelpOptions = true)
final class BackupVerb implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file; it must not exist yet.")
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
                            "tidegate: the database is not Tidegate's own (TIDEGATE_DATABASE_URL is set): back it up with"
                                    + " PostgreSQL's own tools, for example pg_dump --format=custom. Nothing was written.");
            return Tidegate.USAGE;
        }
        Backup.Written written = Backup.write(Run.home(), file);
        out.printf(
                "Wrote %d rows of %d tables (schema %s) to %s.%n",
                written.rows(), written.tables(), written.schema(), file);
        out.println(
                "Not in it: the key of plan digests (TIDEGATE_ENCRYPTION_KEY, or keys/digest in TIDEGATE_HOME). Without"
                        + " it plans have to be made and reviewed again.");
        out.flush();
        return 0;
    }
}
