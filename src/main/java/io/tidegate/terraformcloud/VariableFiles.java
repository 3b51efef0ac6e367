package io.tidegate.terraformcloud;

import io.tidegate.environment.Environment;
import io.tidegate.environment.VarFiles;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Adds an environment's variable files to an archive. HCP Terraform takes no {@code -var-file}: of variable files it loads
 * only {@code terraform.tfvars} and then {@code *.auto.tfvars} of the working directory, in the order of their names.
 */
final class VariableFiles {
    private static final long LARGEST = 1 << 20;

    private final Environment environment;
    private final String prefix;
    private final Map<String, byte[]> contents = new HashMap<>();

    private VariableFiles(Environment environment) {
        this.environment = environment;
        this.prefix = environment.directory().isEmpty() ? "" : environment.directory() + "/";
    }

    static UploadArchive added(Path folder, UploadArchive plain, Environment environment) throws IOException {
        VariableFiles files = new VariableFiles(environment);
        Path file = Files.createTempFile(folder, "upload", ".tar.gz");
        try (InputStream stored = Files.newInputStream(plain.file());
                TarArchiveInputStream from =
                        new TarArchiveInputStream(new GZIPInputStream(stored, 1 << 16), StandardCharsets.UTF_8.name());
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
                TarArchiveOutputStream to = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            UploadArchive.prepare(to);
            files.copy(from, to);
            files.append(to);
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
        return new UploadArchive(file, Files.size(file), files.digest(plain.digest()));
    }

    private void copy(TarArchiveInputStream from, TarArchiveOutputStream to) throws IOException {
        for (TarArchiveEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
            String path = entry.getName();
            refuseIfInTheWay(path);
            to.putArchiveEntry(entry);
            if (environment.varFiles().files().contains(path)) {
                byte[] content = content(entry, from);
                contents.put(path, content);
                to.write(content);
            } else {
                from.transferTo(to);
            }
            to.closeArchiveEntry();
        }
    }

    private byte[] content(TarArchiveEntry entry, TarArchiveInputStream from) throws IOException {
        if (entry.isSymbolicLink()) {
            throw new Outside.Refused(
                    "The variable file " + entry.getName() + " of " + environment.name() + " is a symbolic link.",
                    "List the file that it points to under var-files.");
        }
        if (entry.getSize() > LARGEST) {
            throw new Outside.Refused(
                    "The variable file " + entry.getName() + " of " + environment.name() + " is larger than " + LARGEST
                            + " bytes.",
                    "Make it smaller.");
        }
        return from.readNBytes((int) LARGEST);
    }

    /** Terraform would load it in the place of ours, or after ours. */
    private void refuseIfInTheWay(String path) {
        String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "/";
        boolean automatic = name.endsWith(".auto.tfvars") || name.endsWith(".auto.tfvars.json");
        if (!name.contains("/") && automatic && name.compareTo(VarFiles.UPLOADED) >= 0) {
            throw new Outside.Refused(
                    "The file " + path + " would be loaded in place of the variable files of " + environment.name()
                            + " or after them: HCP Terraform loads *.auto.tfvars in the order of their names, and"
                            + " Tidegate adds "
                            + environment
                                    .varFiles()
                                    .uploaded(
                                            environment.name(),
                                            environment.varFiles().files().getFirst())
                            + ".",
                    "Give the file a name that comes before zz-tidegate.");
        }
    }

    private void append(TarArchiveOutputStream to) throws IOException {
        for (String file : environment.varFiles().files()) {
            byte[] content = contents.get(file);
            if (content == null) {
                throw new Outside.Refused(
                        "The variable file " + file + " of " + environment.name()
                                + " is not uploaded: it is not in the commit, or .terraformignore leaves it out.",
                        "Add the file, or take it back in with a line !" + file + " in .terraformignore.");
            }
            TarArchiveEntry entry = new TarArchiveEntry(
                    prefix + environment.varFiles().uploaded(environment.name(), file), TarConstants.LF_NORMAL);
            entry.setSize(content.length);
            UploadArchive.put(to, entry, 0644);
            to.write(content);
            to.closeArchiveEntry();
        }
    }

    private String digest(String plain) {
        MessageDigest sha = UploadArchive.sha256();
        sha.update(plain.getBytes(StandardCharsets.UTF_8));
        for (String file : environment.varFiles().files()) {
            String name = prefix + environment.varFiles().uploaded(environment.name(), file);
            byte[] content = UploadArchive.sha256().digest(contents.get(file));
            sha.update(("\n" + name + "\0" + HexFormat.of().formatHex(content)).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
