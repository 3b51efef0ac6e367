package io.tidegate.sandbox.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder with a cloud block in it, and Terraform's own command line in that folder. */
final class Cli {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private final Path home;
    private final Path work;
    private final String token;
    private final String workspace;

    /** @param configuration what stands beside the cloud block */
    Cli(Path home, TerraformStandIn terraform, String token, Workspace workspace, String configuration) {
        this.home = home;
        this.token = token;
        this.workspace = workspace.name();
        this.work = home.resolve(this.workspace);
        String services = terraform.url() + "/api/v2/";
        write(home.resolve("cli.tfrc"), """
                host "tfc.test" {
                  services = {
                    "tfe.v2"   = "%s"
                    "tfe.v2.1" = "%s"
                  }
                }
                """.formatted(services, services));
        configure(configuration);
    }

    void configure(String configuration) {
        write(work.resolve("main.tf"), """
                terraform {
                  cloud {
                    hostname     = "tfc.test"
                    organization = "acme"
                    workspaces {
                      name = "%s"
                    }
                  }
                }
                """.formatted(workspace) + configuration);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Ended(int exit, String output) {}

    Ended run(String... arguments) {
        return start(arguments).ended();
    }

    Running start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        builder.environment().put("TF_CLI_CONFIG_FILE", home.resolve("cli.tfrc").toString());
        builder.environment().put("TF_TOKEN_tfc_test", token);
        builder.environment().put("TF_CLI_ARGS", "-no-color");
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        try {
            return new Running(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command under way: what it has printed so far, and somebody at its keyboard. */
    static final class Running {
        private final Process process;
        private final StringBuilder output = new StringBuilder();
        private final Thread reader;

        private Running(Process process) {
            this.process = process;
            this.reader = Thread.ofVirtual().start(this::read);
        }

        private void read() {
            byte[] some = new byte[8192];
            try (InputStream stream = process.getInputStream()) {
                for (int length = stream.read(some); length >= 0; length = stream.read(some)) {
                    synchronized (output) {
                        output.append(new String(some, 0, length, StandardCharsets.UTF_8));
                        output.notifyAll();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Running awaits(String words) throws InterruptedException {
            long until = System.nanoTime() + PATIENCE.toNanos();
            synchronized (output) {
                while (output.indexOf(words) < 0) {
                    long left = (until - System.nanoTime()) / 1_000_000;
                    if (left <= 0 || !reader.isAlive()) {
                        throw new AssertionError("it never said «" + words + "»:\n" + output);
                    }
                    output.wait(Math.min(left, 100));
                }
            }
            return this;
        }

        Running types(String line) {
            try {
                process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        /** As Ctrl-C does. */
        Running interrupted() throws IOException, InterruptedException {
            Signals.interrupt(process).waitFor();
            return this;
        }

        Ended ended() {
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    Signals.kill(process);
                    throw new AssertionError("it does not end:\n" + output);
                }
                reader.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            synchronized (output) {
                return new Ended(process.exitValue(), output.toString());
            }
        }
    }
}
