package io.tidegate.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The JVM's own cache of loaded and linked classes (JEP 483, 514) for many starts of one build of the product. A start
 * costs about a third less of the machine with it; without it, or with one of another build, everything works as well.
 */
public final class StartCache {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StartCache() {}

    /** The cache of this very build, if one was made. */
    static Optional<Path> of(Path jar) {
        Path file = file(jar);
        try {
            return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the cache unless it is there: a product plans one pull request. Others that want it meanwhile wait. */
    public static void make(Path jar, Supplier<Map<String, String>> settings) {
        Path lock = jar.resolveSibling("start-cache.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (of(jar).isEmpty()) {
                train(jar, settings.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void train(Path jar, Map<String, String> settings) throws IOException {
        Path begun = jar.resolveSibling("start-cache.begun");
        Path home = Files.createTempDirectory("tidegate-training");
        try (Sandbox sandbox = new Sandbox(0, 0)) {
            Map<String, String> configuration = sandbox.configuration();
            configuration.putAll(settings);
            try (ProductProcess product = new ProductProcess(jar, Optional.of(begun), home, configuration)) {
                product.start();
                sandbox.github().webhookTarget(product.webhooks());
                new Story(sandbox, new PrintStream(OutputStream.nullOutputStream()), PATIENCE).open();
            }
        }
        Files.move(begun, file(jar), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path file(Path jar) {
        return jar.resolveSibling("start-cache.aot");
    }
}
