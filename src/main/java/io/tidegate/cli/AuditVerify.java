package io.tidegate.cli;

import io.tidegate.audit.Examination;
import io.tidegate.audit.Head;
import io.tidegate.audit.SealKey;
import io.tidegate.store.AuditArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exits with 0 when nothing was changed, 1 when something was, 2 when a part could not be judged. */
@Command(
        name = "verify",
        description = "Whether the audit log of the configured database is as it was sealed.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL)
final class AuditVerify implements Callable<Integer> {
    private static final int MOST = 1000;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--head", paramLabel = "HEAD", description = "A head that was published, newest best.")
    @Nullable
    String head;

    @Override
    public Integer call() throws IOException {
        Head published = AuditVerb.head(spec.commandLine(), head);
        List<SealKey> keys = AuditVerb.keys();
        PrintWriter out = spec.commandLine().getOut();
        int exit = AuditVerb.on(archive -> {
            // Before the walk: what is sealed meanwhile is then no row without a seal.
            List<AuditArchive.Unsealed> unsealed = archive.unsealed(MOST);
            List<Long> vanished = archive.vanished(MOST);
            Examination.Result result = Examination.of(archive.after(0), keys, Examination.Start.BEGINNING, published);
            int strange = strange(out, unsealed, vanished);
            int told = AuditVerb.tell(out, result, keys, published);
            return strange > 0 ? AuditVerb.TAMPERED : told;
        });
        out.flush();
        return exit;
    }

    private static int strange(PrintWriter out, List<AuditArchive.Unsealed> unsealed, List<Long> vanished) {
        int strange = vanished.size();
        vanished.forEach(number -> out.println("REMOVED: Row " + number + " was removed before it was sealed."));
        long waiting = 0;
        for (AuditArchive.Unsealed row : unsealed) {
            if (row.waits()) {
                waiting++;
            } else {
                strange++;
                out.println("INSERTED: Row " + row.number() + " of " + row.at()
                        + " has no seal and waits for none: it was put in by hand, or its seal was removed.");
            }
        }
        if (waiting > 0) {
            out.println(waiting + (waiting == MOST ? " or more" : "")
                    + " rows wait for their seal, which a worker gives each second.");
        }
        return strange;
    }
}
