package io.tidegate.terraformcloud;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads texts out of an archive that we wrote ourselves, one at a time. */
final class ArchiveTexts {
    private static final long LARGEST = 1 << 20;

    private ArchiveTexts() {}

    static void read(Path archive, Set<String> paths, BiConsumer<String, Optional<String>> taker) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!paths.contains(entry.getName())) {
                    continue;
                }
                if (entry.isSymbolicLink()) {
                    taker.accept(entry.getName(), Optional.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    taker.accept(
                            entry.getName(),
                            entry.getSize() > LARGEST ? Optional.empty() : text(tar.readNBytes((int) LARGEST)));
                }
            }
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
