package io.tidegate.cli;

import io.tidegate.flow.KeptSecrets;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.PostgresKeptSecrets;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which credentials the setup keeps in the database, beside the product, which may be running. */
@Command(
        name = "secrets",
        description =
                "Which credentials the setup keeps in the configured database, and since when; never their values.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL,
        subcommands = SecretsForget.class)
final class SecretsVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int exit = on(kept -> {
            SortedMap<String, Instant> since = kept.since();
            if (since.isEmpty()) {
                out.println(NOTHING);
                return 0;
            }
            since.forEach((key, at) -> out.printf("%-32s since %s%n", key, at.truncatedTo(ChronoUnit.SECONDS)));
            out.println(
                    "Whatever is configured elsewhere goes before them. To remove them: secrets forget KEY...|--all");
            return 0;
        });
        out.flush();
        return exit;
    }

    static final String NOTHING = "The setup keeps no credentials in this database.";

    /** In the configured database, or in the embedded one of the home, whether it is in use or not. */
    static int on(ToIntFunction<KeptSecrets> use) {
        return Run.externalDatabase()
                ? use.applyAsInt(PostgresKeptSecrets.beside(Run.external()))
                : EmbeddedDatabase.reach(Run.home(), access -> use.applyAsInt(PostgresKeptSecrets.beside(access)));
    }
}
