package io.tidegate.cli;

import io.tidegate.audit.Examination;
import io.tidegate.audit.Head;
import io.tidegate.audit.SealKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exits as {@link AuditVerify}; needs the file and the key, no database and no network. */
@Command(
        name = "check",
        description = "Whether a file of evidence is as it was sealed.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL)
final class AuditCheck implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--head", paramLabel = "HEAD", description = "A head that was published before the export.")
    @Nullable
    String head;

    @Parameters(index = "0", paramLabel = "FILE")
    Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        Head published = AuditVerb.head(spec.commandLine(), head);
        List<SealKey> keys = AuditVerb.keys();
        PrintWriter out = spec.commandLine().getOut();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            EvidenceFile evidence = EvidenceFile.open(reader);
            Examination.Result result = Examination.of(evidence.links(), keys, evidence.start(), published);
            EvidenceFile.Header header = evidence.header();
            out.println("Evidence of " + header.environment() + " in " + header.repository() + " from " + header.from()
                    + " to " + header.to() + ": " + evidence.rows() + " rows.");
            int exit = AuditVerb.tell(out, result, keys, published);
            out.flush();
            return exit;
        } catch (EvidenceFile.Damaged damaged) {
            out.println("CHANGED: " + damaged.getMessage());
            out.flush();
            return AuditVerb.TAMPERED;
        }
    }
}
