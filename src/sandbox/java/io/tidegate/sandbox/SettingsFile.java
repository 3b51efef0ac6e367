package io.tidegate.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** What a Tidegate, or another client, must be told to find the sandbox: lines for a shell in a file {@code *.env}, otherwise JSON. */
final class SettingsFile {
    private SettingsFile() {}

    /** It holds secrets of the sandbox: readable by its owner only, from its first byte. */
    static void write(Path file, Map<String, String> settings) throws IOException {
        byte[] content = file.toString().endsWith(".env") ? lines(settings) : json(settings);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content);
    }

    private static byte[] json(Map<String, String> settings) throws IOException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(settings);
    }

    private static byte[] lines(Map<String, String> settings) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(settings).forEach((key, value) -> {
            if (key.startsWith("tidegate.")) {
                lines.append("export ")
                        .append(ProductProcess.variable(key))
                        .append("='")
                        .append(value.replace("'", "'\\''"))
                        .append("'\n");
            }
        });
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
