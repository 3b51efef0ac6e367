package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The {@code terraform} program of this machine, cut off from any network and from the person's own settings. */
final class InstalledTerraform implements Terraform {
    private final Path program;
    private final String version;

    private InstalledTerraform(Path program, String version) {
        this.program = program;
        this.version = version;
    }

    /** The program on the path; nothing where there is none or it does not start. */
    static Optional<InstalledTerraform> find() {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path program = Path.of(directory, "terraform");
            if (!directory.isEmpty() && Files.isExecutable(program) && !Files.isDirectory(program)) {
                return version(program).map(version -> new InstalledTerraform(program, version));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> version(Path program) {
        try {
            ProcessBuilder builder = new ProcessBuilder(program.toString(), "version", "-json");
            builder.environment().put("CHECKPOINT_DISABLE", "1");
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            byte[] answer = builder.start().getInputStream().readAllBytes();
            String version = new ObjectMapper()
                    .readTree(answer)
                    .path("terraform_version")
                    .asText();
            return Optional.of(version).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "terraform " + version;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Planned plan(Job job, RunLog log, Interruption interruption) {
        Workplace place = new Workplace(job);
        log.append("Terraform v" + version + "\nInitializing plugins and modules...\n");
        try {
            Optional<String> problem = place.prepare();
            if (problem.isPresent()) {
                log.append("\nError: " + problem.get() + "\n");
                return Planned.FAILED;
            }
            StringBuilder initialized = new StringBuilder();
            int init = run(place, interruption, initialized::append, List.of("init", "-input=false", "-no-color"));
            if (init != 0) {
                log.append(initialized.toString());
                return Planned.FAILED;
            }
            int exit = run(place, interruption, log::append, place.planArguments());
            return new Planned(exit == 0, json(place, interruption));
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox cannot execute terraform in " + job.directory(), e);
        }
    }

    private Optional<byte[]> json(Workplace place, Interruption interruption) throws IOException {
        if (!Files.exists(place.planFile())) {
            return Optional.empty();
        }
        StringBuilder json = new StringBuilder();
        int exit = run(
                place,
                interruption,
                json::append,
                List.of("show", "-json", place.planFile().toString()));
        return exit == 0 ? Optional.of(json.toString().getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    @Override
    public Applied apply(Job job, RunLog log, Interruption interruption) {
        Workplace place = new Workplace(job);
        log.append("Terraform v" + version + "\nInitializing plugins and modules...\n");
        try {
            List<String> arguments = List.of(
                    "apply",
                    "-input=false",
                    "-no-color",
                    "-lock=false",
                    place.planFile().toString());
            int exit = run(place, interruption, log::append, arguments);
            return new Applied(exit == 0, place.state());
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox cannot execute terraform in " + job.directory(), e);
        }
    }

    private int run(Workplace place, Interruption interruption, Consumer<String> output, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(place.root().toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(place.environment());
        Process process = builder.start();
        interruption.attach(process);
        process.getOutputStream().close();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.accept(line + "\n");
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Signals.kill(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while terraform was running", e);
        }
    }
}
