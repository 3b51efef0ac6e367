package io.tidegate.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The packaged product as a process of its own, unmodified, configured by environment variables as a person would. */
public final class ProductProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path jar;
    private final Optional<Path> training;
    private final Path home;
    private final Map<String, String> configuration;
    private final int port;
    private final int managementPort;
    private Process process;

    /**
     * @param jar the product's {@code quarkus-run.jar}
     * @param home where it keeps its embedded database and where its log goes; kept over restarts
     */
    public ProductProcess(Path jar, Path home, Map<String, String> configuration) {
        this(jar, Optional.empty(), home, configuration);
    }

    /** @param training where it leaves what the next starts need not work out again, when it stops */
    ProductProcess(Path jar, Optional<Path> training, Path home, Map<String, String> configuration) {
        this.jar = jar;
        this.training = training;
        this.home = home;
        this.configuration = new TreeMap<>(configuration);
        this.port = FreePorts.next();
        this.managementPort = FreePorts.next();
    }

    /** Starts it and waits until it is ready. */
    public ProductProcess start() {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("the product is not built: " + jar
                    + " is missing; build it with `./tidegate test` or `mvn package`");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // It lives for a minute or so: compiling for longer costs more of the machine than it gives back.
                "-XX:TieredStopAtLevel=1"));
        training.map(file -> "-XX:AOTCacheOutput=" + file)
                .or(() -> StartCache.of(jar).map(file -> "-XX:AOTCache=" + file))
                .ifPresent(command::add);
        command.addAll(List.of("-jar", jar.toString(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("TIDEGATE_") || name.startsWith("QUARKUS_"));
        configuration.forEach((name, value) -> environment.put(variable(name), value));
        environment.put("TIDEGATE_HOME", home.toString());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
        try {
            Files.createDirectories(home);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the product could not be started", e);
        }
        awaitReady();
        return this;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    public URI webhooks() {
        return url().resolve("/webhooks/github");
    }

    public Path home() {
        return home;
    }

    public Path log() {
        return home.resolve("tidegate.log");
    }

    /** Of the newest process; 0 before the first start. */
    public long pid() {
        return process == null ? 0 : process.pid();
    }

    public boolean alive() {
        return process != null && process.isAlive();
    }

    /** As {@code kill -9}: nothing of it is asked to stop. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks it to stop and waits. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private void awaitReady() {
        Instant deadline = Instant.now().plus(START);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(managementUrl().resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (!isReady(client, ready)) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("the product did not become ready; its log says:\n" + tail());
                }
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the product started", e);
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest ready) throws InterruptedException {
        try {
            return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** MicroProfile's mapping of a configuration name to an environment variable. */
    public static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
