package io.tidegate.cli;

import io.tidegate.flow.KeptSecrets;
import io.tidegate.secrets.KeptSource;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes credentials that the setup keeps: all that are named, or none. */
@Command(
        name = "forget",
        description =
                "Removes credentials that the setup keeps from the configured database, also while Tidegate runs.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL)
final class SecretsForget implements Callable<Integer> {
    @Parameters(paramLabel = "KEY", arity = "0..*", description = "As ./tidegate secrets lists them.")
    List<String> keys = List.of();

    @Option(names = "--all", description = "Everything that is kept.")
    boolean all;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (all != keys.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Say either which keys, or --all.");
        }
        PrintWriter out = spec.commandLine().getOut();
        int exit = SecretsVerb.on(kept -> forget(kept, out));
        out.flush();
        return exit;
    }

    private int forget(KeptSecrets kept, PrintWriter out) {
        Set<String> known = kept.since().keySet();
        if (!known.containsAll(keys)) {
            SortedSet<String> unknown = new TreeSet<>(keys);
            unknown.removeAll(known);
            spec.commandLine()
                    .getErr()
                    .println("tidegate: " + names(unknown) + (unknown.size() == 1 ? " is" : " are") + " not kept. "
                            + (known.isEmpty() ? SecretsVerb.NOTHING : "Kept: " + names(known) + ".")
                            + " Nothing was removed.");
            return Tidegate.USAGE;
        }
        SortedSet<String> removed = kept.forget(all ? known : keys);
        if (removed.isEmpty()) {
            out.println(SecretsVerb.NOTHING);
            return 0;
        }
        SortedSet<String> left = new TreeSet<>(known);
        left.removeAll(removed);
        out.println("Removed: " + names(removed) + ".");
        out.println(next(left));
        out.println("A Tidegate that runs goes on with what it read at its start: restart every process then.");
        out.println(
                "GitHub accepts them still, and backups of the database hold them, encrypted: where somebody else may"
                        + " have them, replace them in the App's settings too.");
        return 0;
    }

    private static String next(SortedSet<String> left) {
        String elsewhere = "Before the next start put them where secrets come from (docs/secrets.md)";
        if (left.isEmpty()) {
            return elsewhere + ", or begin the setup again with TIDEGATE_SETUP=true (docs/setup.md), which registers"
                    + " another App.";
        }
        return left.contains(KeptSource.APP)
                ? elsewhere + ". Kept still: " + names(left) + "; the setup does not begin while the App's id is kept."
                : elsewhere + ". Kept still: " + names(left) + ", which nothing uses without the App's id that was kept"
                        + " with it: forget that too.";
    }

    private static String names(Collection<String> keys) {
        return String.join(", ", keys);
    }
}
