package io.tidegate.terraformcloud;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A configuration that needs no provider and manages nothing. */
final class TrialArchive {
    private static final Logger LOG = Logger.getLogger(TrialArchive.class);
    private static final String NAME = "trial.tar.gz";
    static final String VARIABLES = "tidegate-trial.tfvars";
    static final String ARGUED = "tidegate_trial_argued";
    static final String OF_THE_FILE = "of the file";
    static final String HIDDEN = "tidegate_trial_hidden";
    /** The time is another one in each plan, so that there is always something to apply. */
    private static final Map<String, String> FILES =
            Map.of("tidegate-trial.tf", """
            variable "tidegate_trial" {
              default = "of the configuration"
            }

            output "tidegate_trial" {
              value = timestamp()
            }

            output "tidegate_trial_argued" {
              value = var.tidegate_trial
            }

            output "tidegate_trial_hidden" {
              value     = "no secret"
              sensitive = true
            }
            """, VARIABLES, "tidegate_trial = \"" + OF_THE_FILE + "\"\n");

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
            for (Map.Entry<String, String> one : new TreeMap<>(FILES).entrySet()) {
                byte[] content = one.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(parent + one.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
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
