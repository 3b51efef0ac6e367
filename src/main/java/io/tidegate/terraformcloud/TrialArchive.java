package io.tidegate.terraformcloud;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A configuration that needs no provider and manages nothing. */
final class TrialArchive {
    private static final Logger LOG = Logger.getLogger(TrialArchive.class);
    private static final String NAME = "trial.tar.gz";
    private static final byte[] CONTENT = """
            output "tidegate_trial" {
              value = "nothing is managed here"
            }
            """.getBytes(StandardCharsets.UTF_8);

    private TrialArchive() {}

    /** @param directory in which the workspace runs; empty for the root */
    static Path write(Path folder, String directory) throws IOException {
        Path file = folder.resolve(NAME);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            UploadArchive.prepare(tar);
            StringBuilder parent = new StringBuilder();
            for (String part : directory.isEmpty() ? new String[0] : directory.split("/", -1)) {
                parent.append(part).append('/');
                tar.putArchiveEntry(new TarArchiveEntry(parent.toString()));
                tar.closeArchiveEntry();
            }
            TarArchiveEntry entry = new TarArchiveEntry(parent + "tidegate-trial.tf");
            entry.setSize(CONTENT.length);
            tar.putArchiveEntry(entry);
            tar.write(CONTENT);
            tar.closeArchiveEntry();
        }
        return file;
    }

    static void delete(@Nullable Path folder) {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder.resolve(NAME));
                Files.deleteIfExists(folder);
            } catch (IOException stays) {
                LOG.debug("a temporary file stays", stays);
            }
        }
    }
}
