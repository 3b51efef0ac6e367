package io.tidegate.sandbox.terraform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Executes for real what was never recorded and writes it down; plays back the rest, so that the random ids in one
 * recording are those that the next one starts from.
 */
final class RecordingTerraform implements Terraform {
    private final InstalledTerraform program;
    private final Path folder;

    RecordingTerraform(InstalledTerraform program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    @Override
    public String name() {
        return program.name() + ", recording";
    }

    @Override
    public String version() {
        return program.version();
    }

    @Override
    public Planned plan(Job job, RunLog log, Interruption interruption) {
        String key = Recording.key(job);
        Optional<Recording> earlier = find(key);
        if (earlier.isPresent()) {
            log.append(earlier.get().plan().log());
            return new Planned(earlier.get().plan().succeeded(), earlier.get().planJson());
        }
        RunLog own = new RunLog();
        Planned planned = program.plan(job, own, interruption);
        log.append(own.text());
        if (!interruption.requested()) {
            String label = job.workingDirectory() + ": " + job.options().message();
            Recording.Step step = new Recording.Step(planned.succeeded(), own.text());
            write(key, new Recording(label, version(), step, planned.json(), Optional.empty(), new byte[0]));
        }
        return planned;
    }

    @Override
    public Applied apply(Job job, RunLog log, Interruption interruption) {
        String key = Recording.key(job);
        Optional<Recording> earlier = find(key);
        Optional<Recording.Step> step = earlier.flatMap(Recording::apply);
        if (step.isPresent()) {
            log.append(step.get().log());
            return new Applied(step.get().succeeded(), earlier.get().state());
        }
        if (!Files.exists(new Workplace(job).planFile())) {
            program.plan(job, new RunLog(), interruption);
        }
        RunLog own = new RunLog();
        Applied applied = program.apply(job, own, interruption);
        log.append(own.text());
        if (!interruption.requested() && earlier.isPresent()) {
            Recording.Step done = new Recording.Step(applied.succeeded(), own.text());
            write(key, earlier.get().applied(done, applied.state()));
        }
        return applied;
    }

    private Optional<Recording> find(String key) {
        try {
            Path file = file(key);
            return Files.exists(file)
                    ? Optional.of(Recording.unpacked(new ByteArrayInputStream(Files.readAllBytes(file))))
                    : RecordedTerraform.find(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String key, Recording recording) {
        try {
            Files.createDirectories(folder);
            Files.write(file(key), recording.packed());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a recording to " + folder, e);
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ".json.gz");
    }
}
