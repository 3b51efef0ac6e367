package io.tidegate.cli;

import io.tidegate.audit.Examination;
import io.tidegate.audit.Link;
import io.tidegate.audit.SealKey;
import io.tidegate.store.AuditArchive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Writes the whole story of each pull request that had to do with an environment in a period, and of every other row no
 * more than its place in the chain, so that {@link AuditCheck} needs no database.
 */
@Command(
        name = "export",
        description = "Writes the evidence of an environment and a period into one file.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = Tidegate.USAGE,
        exitCodeOnExecutionException = Tidegate.INTERNAL)
final class AuditExport implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--environment", required = true, paramLabel = "NAME")
    String environment = "";

    @Option(names = "--repository", required = true, paramLabel = "OWNER/NAME")
    String repository = "";

    @Option(names = "--from", required = true, paramLabel = "DATE", description = "The first day, by UTC: 2026-01-31.")
    LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", required = true, paramLabel = "DATE", description = "The last day, by UTC.")
    LocalDate to = LocalDate.EPOCH;

    @Parameters(index = "0", paramLabel = "FILE", description = "A new file; - for the standard output.")
    String file = "";

    @Override
    public Integer call() throws IOException {
        String[] names = repository.split("/", -1);
        if (names.length != 2 || to.isBefore(from)) {
            throw new ParameterException(
                    spec.commandLine(), "--repository takes OWNER/NAME, and --to a day that is not before --from.");
        }
        SealKey key = AuditVerb.keys().getFirst();
        return AuditVerb.on(archive -> {
            long id = archive.repository(names[0], names[1])
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "Tidegate has heard of no repository " + repository + "."));
            try {
                return write(archive, id, key);
            } catch (FileAlreadyExistsException exists) {
                throw new ParameterException(spec.commandLine(), file + " exists already: name a new file.");
            } catch (IOException unwritable) {
                throw new UncheckedIOException(file + " cannot be written", unwritable);
            }
        });
    }

    private int write(AuditArchive archive, long id, SealKey key) throws IOException {
        Instant begin = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Set<Integer> pulls = new TreeSet<>(archive.concerning(id, environment, begin, end));
        PrintWriter out = spec.commandLine().getOut();
        int rows = 0;
        try (BufferedWriter writer = new BufferedWriter(
                file.equals("-") ? out : Files.newBufferedWriter(Path.of(file), StandardOpenOption.CREATE_NEW))) {
            EvidenceFile.Header header =
                    new EvidenceFile.Header(repository, id, environment, from.toString(), to.toString());
            boolean begun = false;
            Examination.Start start = Examination.Start.BEGINNING;
            for (Iterator<Link> chain = archive.after(0); chain.hasNext(); ) {
                Link link = chain.next();
                boolean evidence = link.entry() != null
                        && link.entry().repository() == id
                        && pulls.contains(link.entry().pull())
                        && link.entry().at().isBefore(end);
                if (evidence && !begun) {
                    writer.write(EvidenceFile.header(header, start));
                    begun = true;
                }
                if (begun) {
                    writer.write(EvidenceFile.line(link, evidence));
                }
                rows += evidence ? 1 : 0;
                start = new Examination.Start(link.position(), link.seal(), false);
            }
            if (!begun) {
                writer.write(EvidenceFile.header(header, start));
            }
        }
        if (!file.equals("-")) {
            out.println(rows + " rows of " + pulls.size() + " pull requests, sealed with the key " + key.id() + ".");
            out.flush();
        }
        return 0;
    }
}
