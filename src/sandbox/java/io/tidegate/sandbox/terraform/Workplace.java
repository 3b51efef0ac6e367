package io.tidegate.sandbox.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory in which one job is executed: the configuration, its state, its variables, and nothing of the person's. */
record Workplace(Job job) {
    private static final String OVERRIDE = "zz_sandbox_override.tf";
    private static final String WORKSPACE_VARIABLES = "zzzz-workspace.auto.tfvars";

    Path root() {
        return job.directory().resolve("configuration").resolve(job.workingDirectory());
    }

    Path planFile() {
        return job.directory().resolve("plan");
    }

    byte[] state() throws IOException {
        return Files.exists(stateFile()) ? Files.readAllBytes(stateFile()) : new byte[0];
    }

    private Path stateFile() {
        return job.directory().resolve("state").resolve("terraform.tfstate");
    }

    /** Writes everything; what is wrong with the configuration, if something is. */
    Optional<String> prepare() throws IOException {
        job.configuration().unpack(Files.createDirectories(job.directory().resolve("configuration")));
        if (!Files.isDirectory(root())) {
            return Optional.of("The working directory \"" + job.workingDirectory()
                    + "\" does not exist in the uploaded configuration.");
        }
        if (!hasConfiguration()) {
            return Optional.of("No configuration files: \"" + job.workingDirectory() + "\" has no file ending in .tf.");
        }
        Files.createDirectories(stateFile().getParent());
        if (job.state().length > 0) {
            Files.write(stateFile(), job.state());
        }
        Files.writeString(
                root().resolve(OVERRIDE),
                "terraform {\n  backend \"local\" {\n    path = "
                        + quoted(stateFile().toString()) + "\n  }\n}\n");
        Files.writeString(
                job.directory().resolve("cli.tfrc"),
                "disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = "
                        + quoted(job.directory().resolve("providers").toString()) + "\n  }\n}\n");
        StringBuilder variables = new StringBuilder();
        effective()
                .values()
                .forEach(variable -> variables
                        .append(variable.key())
                        .append(" = ")
                        .append(variable.hcl() ? variable.value() : quoted(variable.value()))
                        .append('\n'));
        Files.writeString(root().resolve(WORKSPACE_VARIABLES), variables.toString());
        return Optional.empty();
    }

    /** Run variables outrank the workspace's, which outrank every file. */
    private Map<String, Variable> effective() {
        Map<String, Variable> effective = new HashMap<>();
        Stream.concat(job.variables().stream(), job.options().variables().stream())
                .filter(variable -> variable.category().equals("terraform"))
                .forEach(variable -> effective.put(variable.key(), variable));
        return effective;
    }

    private boolean hasConfiguration() throws IOException {
        try (Stream<Path> files = Files.list(root())) {
            return files.anyMatch(
                    file -> file.toString().endsWith(".tf") || file.toString().endsWith(".tf.json"));
        }
    }

    List<String> planArguments() {
        List<String> arguments =
                new ArrayList<>(List.of("plan", "-input=false", "-no-color", "-lock=false", "-out=" + planFile()));
        RunOptions options = job.options();
        if (options.destroy()) {
            arguments.add("-destroy");
        }
        if (options.refreshOnly()) {
            arguments.add("-refresh-only");
        }
        if (!options.refresh()) {
            arguments.add("-refresh=false");
        }
        options.targets().forEach(target -> arguments.add("-target=" + target));
        options.replacements().forEach(replacement -> arguments.add("-replace=" + replacement));
        return arguments;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("HOME", job.directory().toString());
        environment.put("TMPDIR", job.directory().toString());
        environment.put("TF_DATA_DIR", job.directory().resolve("data").toString());
        environment.put(
                "TF_CLI_CONFIG_FILE", job.directory().resolve("cli.tfrc").toString());
        environment.put("TF_IN_AUTOMATION", "1");
        environment.put("CHECKPOINT_DISABLE", "1");
        // Nothing may be fetched: module and provider downloads meet a proxy that is not there.
        environment.put("HTTP_PROXY", "http://127.0.0.1:9");
        environment.put("HTTPS_PROXY", "http://127.0.0.1:9");
        job.variables().stream()
                .filter(variable -> variable.category().equals("env"))
                .forEach(variable -> environment.put(variable.key(), variable.value()));
        return environment;
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("${", "$${")
                .replace("%{", "%%{");
        return '"' + escaped + '"';
    }
}
