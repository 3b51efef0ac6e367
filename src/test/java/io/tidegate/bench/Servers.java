package io.tidegate.bench;

import io.tidegate.sandbox.FreePorts;
import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is measured, each a process on the first core; whatever loads it has the second to itself. */
final class Servers {
    static final String APP = "424242";
    private static final String FIRST = "0";
    private static final String SECOND = "1";
    private static final int PATIENCE_SECONDS = 60;

    private Servers() {}

    /** @param webhooks where it takes webhooks */
    record Server(String name, Process process, URI webhooks, Path log) implements AutoCloseable {
        /** Resident memory in megabytes. */
        double resident() throws IOException {
            return memory("VmRSS:");
        }

        /** The most that was resident since its start, in megabytes. */
        double peak() throws IOException {
            return memory("VmHWM:");
        }

        private double memory(String kind) throws IOException {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith(kind))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElseThrow();
        }

        /** Used of the heap, garbage among it, in megabytes, as the JVM says. */
        int heap() throws IOException, InterruptedException {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.heap_info")
                    .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            jcmd.waitFor();
            return Pattern.compile(
                                    "(?:DefNew|Tenured|def new generation|tenured generation)\\s+total \\d+K, used (\\d+)K")
                            .matcher(said)
                            .results()
                            .mapToInt(used -> Integer.parseInt(used.group(1)))
                            .sum()
                    / 1024;
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    /** This process and all that it starts from now on, but the servers, share the second core. */
    static void moveAside() throws IOException, InterruptedException {
        run(
                "taskset",
                "-a",
                "-c",
                "-p",
                SECOND,
                Long.toString(ProcessHandle.current().pid()));
    }

    /** The packaged product, with the heap that the launcher gives it. */
    static Server tidegate(Sandbox sandbox, Map<String, String> settings, Path home) throws Exception {
        return tidegate(sandbox, settings, home, 512);
    }

    /** @param heap in megabytes, at most */
    static Server tidegate(Sandbox sandbox, Map<String, String> settings, Path home, int heap) throws Exception {
        int port = FreePorts.next();
        Map<String, String> configuration = new TreeMap<>(sandbox.configuration());
        // The stand-in signs with its own, the load with the benchmarks'.
        configuration.merge("tidegate.github.webhook-secret", Webhooks.SECRET, (own, ours) -> own + "," + ours);
        configuration.put("tidegate.encryption-key", "a key for benchmarks that nobody uses elsewhere");
        configuration.put("quarkus.http.host", "127.0.0.1");
        configuration.put("quarkus.http.port", Integer.toString(port));
        configuration.put("quarkus.management.port", "0");
        configuration.put("tidegate.home", home.toString());
        configuration.putAll(settings);
        Map<String, String> environment = new TreeMap<>();
        configuration.forEach((name, value) -> environment.put(ProductProcess.variable(name), value));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java, "-Xmx" + heap + "m", "-XX:+UseSerialGC", "-jar", System.getProperty("tidegate.jar"), "run");
        return start("tidegate", command, environment, port, "/webhooks/github", home);
    }

    /** Probot with an application that does nothing, installed from npm. */
    static Server probot(Sandbox sandbox, Path folder) throws Exception {
        for (String file : List.of("package.json", "app.js")) {
            try (InputStream in = Servers.class.getResourceAsStream("/bench/probot/" + file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
        run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder.toString());
        int port = FreePorts.next();
        Map<String, String> environment = Map.of(
                "APP_ID",
                APP,
                "PRIVATE_KEY",
                String.valueOf(sandbox.configuration().get("tidegate.github.private-key")),
                "WEBHOOK_SECRET",
                Webhooks.SECRET,
                "NODE_ENV",
                "production",
                "LOG_LEVEL",
                "error",
                "HOST",
                "127.0.0.1",
                "PORT",
                Integer.toString(port));
        List<String> command = List.of(
                "node",
                folder.resolve("node_modules/probot/bin/probot.js").toString(),
                "run",
                folder.resolve("app.js").toString());
        return start("probot", command, environment, port, "/api/github/webhooks", folder);
    }

    private static Server start(
            String name, List<String> command, Map<String, String> environment, int port, String path, Path folder)
            throws Exception {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", FIRST));
        pinned.addAll(command);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(pinned)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        for (int tried = 0; !listens(port); tried++) {
            if (!process.isAlive() || tried > PATIENCE_SECONDS * 10) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " did not start:\n" + Files.readString(log));
            }
            process.waitFor(Duration.ofMillis(100));
        }
        return new Server(name, process, URI.create("http://127.0.0.1:" + port + path), log);
    }

    /** Waits until this address answers 200. */
    static void awaitReady(URI health) throws InterruptedException {
        HttpRequest ask =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
        Instant deadline = Instant.now().plusSeconds(PATIENCE_SECONDS);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client, ask)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("it did not become ready: " + health);
                }
                Thread.sleep(100);
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest ask) throws InterruptedException {
        try {
            return client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + exit);
        }
    }
}
