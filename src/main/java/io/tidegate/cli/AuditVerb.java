package io.tidegate.cli;

import io.tidegate.audit.Examination;
import io.tidegate.audit.Finding;
import io.tidegate.audit.Head;
import io.tidegate.audit.SealKey;
import io.tidegate.ops.InstallationKey;
import io.tidegate.store.AuditArchive;
import io.tidegate.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Examines the audit log beside the product, which may be running. */
@Command(
        name = "audit",
        description = "Verifies the audit log, and exports evidence out of it.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditVerify.class, AuditExport.class, AuditCheck.class})
final class AuditVerb implements Runnable {
    static final int TAMPERED = 1;
    static final int UNDECIDED = 2;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say verify, export or check.");
    }

    /**
     * That of the installation first, {@code tidegate.encryption-key} or the file of its home; then those of before:
     * {@code tidegate.encryption-key-previous}, and the file where there is one.
     */
    static List<SealKey> keys() {
        return InstallationKey.sealKeys(
                Run.setting("tidegate.encryption-key").orElse(""),
                Run.setting("tidegate.encryption-key-previous").orElse(""),
                Run.home());
    }

    /** @throws ParameterException when it is given, and no head */
    static @Nullable Head head(CommandLine command, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return Head.parse(text)
                .orElseThrow(() -> new ParameterException(
                        command, "--head takes what the log says after «Audit head»: position/number/seal."));
    }

    /** On the configured database, or on the embedded one of the home, whether it is in use or not. */
    static int on(ToIntFunction<AuditArchive> use) throws IOException {
        if (Run.externalDatabase()) {
            return use.applyAsInt(AuditArchive.of(Run.external()));
        }
        Optional<EmbeddedDatabase.Access> running = EmbeddedDatabase.running(Run.home());
        if (running.isPresent()) {
            return use.applyAsInt(AuditArchive.of(running.get()));
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Run.home())) {
            return use.applyAsInt(AuditArchive.of(database.access()));
        }
    }

    /** Says what was found. @return how to exit */
    static int tell(PrintWriter out, Examination.Result result, List<SealKey> keys, @Nullable Head published) {
        for (Finding finding : result.findings()) {
            out.println(finding.kind().name().replace('_', ' ') + ": " + finding.text());
        }
        Head last = result.last();
        if (!result.findings().isEmpty()) {
            out.println("The audit log is not what was sealed. Keep the database as it is, and compare with a backup.");
            return TAMPERED;
        }
        if (result.foreign() > 0) {
            out.println(result.foreign() + " of " + result.links() + " seals are of another key than "
                    + keys.stream().map(SealKey::id).collect(Collectors.joining(", "))
                    + ": set TIDEGATE_ENCRYPTION_KEY_PREVIOUS to the key of that time to examine them.");
            return UNDECIDED;
        }
        out.println("Nothing was changed in " + result.links() + " sealed rows."
                + (last == null ? "" : " Head: " + last.text()));
        if (published == null) {
            out.println("Whether rows were cut off the end shows only with a head that was published: --head");
        }
        return 0;
    }
}
