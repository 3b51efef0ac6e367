package io.tidegate.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * HashiCorp's description of HCP Terraform's API, which its Go client carries. It is downloaded with {@code go} into
 * {@code target}, once for each checkout; {@code -Dtidegate.hcp-description=FILE} names one that is there already.
 */
final class HcpDescription {
    private static final String MODULE = "github.com/hashicorp/go-tfe/v2@v2.4.0";
    private static final Path FILE = Path.of("target/hcp/spec.json");
    private static final Path FAILED = Path.of("target/hcp/failed");
    /** So long a failure is believed, that not every JVM of a build waits for a proxy out of reach. */
    private static final Duration BELIEVED = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private HcpDescription() {}

    /** @param missing why there is no file; empty where there is one */
    private record Found(Path file, String missing) {}

    /** Skips the test where it cannot be had. */
    static Path file() {
        Found found = find();
        if (!found.missing().isEmpty()) {
            throw new TestAbortedException(found.missing());
        }
        return found.file();
    }

    static Optional<Path> fileIfThere() {
        Found found = find();
        return found.missing().isEmpty() ? Optional.of(found.file()) : Optional.empty();
    }

    private static synchronized Found find() {
        String given = System.getProperty("tidegate.hcp-description", "");
        if (!given.isEmpty()) {
            return new Found(Path.of(given), Files.exists(Path.of(given)) ? "" : given + " is not there");
        }
        if (Files.exists(FILE)) {
            return new Found(FILE, "");
        }
        try {
            Files.createDirectories(FILE.getParent());
            boolean lately = Files.exists(FAILED)
                    && Files.getLastModifiedTime(FAILED)
                            .toInstant()
                            .isAfter(Instant.now().minus(BELIEVED));
            String missing = lately ? Files.readString(FAILED) : download();
            if (!missing.isEmpty() && !lately) {
                Files.writeString(FAILED, missing);
            }
            return new Found(FILE, missing);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep HCP Terraform's description in " + FILE, e);
        }
    }

    private static String download() throws IOException {
        Path answer = FILE.resolveSibling("download.json");
        try {
            ProcessBuilder builder = new ProcessBuilder("go", "mod", "download", "-json", MODULE)
                    .directory(FILE.getParent().toFile())
                    .redirectOutput(answer.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            // The project is no Go module, and nothing above it should be taken for one.
            builder.environment().put("GO111MODULE", "on");
            builder.environment().put("GOWORK", "off");
            Process go = builder.start();
            go.getOutputStream().close();
            if (!go.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                go.destroyForcibly();
                return "go mod download of " + MODULE + " took more than " + PATIENCE.toMinutes() + " minutes";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while go downloaded " + MODULE;
        } catch (IOException e) {
            return "go is not on the path, so HCP Terraform's own description could not be had";
        }
        JsonNode module = new ObjectMapper().readTree(answer.toFile());
        Path spec = Path.of(module.path("Dir").asText(), "openapi", "spec.json");
        if (module.path("Dir").asText().isEmpty() || !Files.exists(spec)) {
            // The proxy's address is nobody's business; what it said is.
            String reason = module.path("Error").asText("no reason given").replaceAll("https?://\\S+", "the proxy");
            return "go mod download has no description in " + MODULE + ": " + reason.replaceAll("\\s+", " ");
        }
        Files.copy(spec, FILE, StandardCopyOption.REPLACE_EXISTING);
        return "";
    }
}
